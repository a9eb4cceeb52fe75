"""Slow work: sends due replies, keeps time, and alone talks to Twilio."""
