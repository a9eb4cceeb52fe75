"""The page with two phones: a sender's, an organizer's, and what the hotline does and costs."""
