"""A simulated chat network that speaks Telegram's Bot API."""
