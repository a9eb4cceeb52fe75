"""Slow work: sends due replies, runs periodic tasks, and alone talks to Twilio."""
