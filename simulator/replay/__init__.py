"""Replay of recorded traffic: the real use cases on a real PostgreSQL, in the texts' own time."""
