"""The hotline itself: shared by webhook, worker and bot, and importing none of them."""
