"""Migrations: each goes up and down, and old code runs on the next schema."""
