"""The box: a simulated phone network and chat network, with PostgreSQL and Redis.

For development, training and tests only.
"""
