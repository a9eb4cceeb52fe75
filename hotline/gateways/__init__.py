"""Gateways to other companies and services, each behind a small interface."""
