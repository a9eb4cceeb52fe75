"""Scenarios: traffic that a hotline may get, generated from a seed, for replays and drills."""
