"""Upkeep: what a start, a migration and a change of keys ask of the rows that are stored."""
