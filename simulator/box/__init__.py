"""The servers of the box, from pip wheels, and the running of it all."""
