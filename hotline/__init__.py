"""What the hotline is: shared by webhook, worker and bot, and importing none of them."""
