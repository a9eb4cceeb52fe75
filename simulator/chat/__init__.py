"""A chat network that speaks Telegram's Bot API."""
