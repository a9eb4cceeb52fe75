"""Afternoons that a hotline may live through, made up from a seed: for replays and drills."""
