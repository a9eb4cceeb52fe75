"""Replay of an afternoon: real use cases on a real PostgreSQL, with the texts' own time."""
