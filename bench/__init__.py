"""Measures speed on loopback, bounded in count and time. No test asserts a speed."""
