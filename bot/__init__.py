"""Faces organizers: commands, cards, buttons, notices, in French and English."""
