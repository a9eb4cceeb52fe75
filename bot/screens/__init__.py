"""What organizers see: plain data in, text and buttons out. No Telegram and no store here."""
