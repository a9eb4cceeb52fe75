"""Runs the box: PostgreSQL and Redis from pip wheels, and the hotline's own programs."""
