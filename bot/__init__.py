"""The Telegram bot of the organizers: commands, cards, buttons, notices, in French and English."""
