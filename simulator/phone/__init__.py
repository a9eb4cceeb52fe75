"""A simulated phone network that speaks Twilio's API and calls webhooks as Twilio does."""
