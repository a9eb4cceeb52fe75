"""The rules of the hotline: pure functions on plain data, no database and no network."""
