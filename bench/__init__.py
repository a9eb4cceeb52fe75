"""Measures speed, on loopback, bounded in count and time. Nothing here is asserted in a test."""
