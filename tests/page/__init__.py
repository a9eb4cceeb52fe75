"""The page with two phones, in a real browser."""
