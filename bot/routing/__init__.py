"""Who may, and which handler: every message and every tap is checked, then given to one."""
