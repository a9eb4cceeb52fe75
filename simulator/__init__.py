"""The world in a box: a phone network, a chat network, two servers. Development and tests only."""
