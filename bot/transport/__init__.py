"""The way to Telegram and back: polling, sending, pacing, the lock that lets one bot poll."""
