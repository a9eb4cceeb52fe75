"""What is told without being asked for: notices, cards, check-ups, and what must vanish again."""
