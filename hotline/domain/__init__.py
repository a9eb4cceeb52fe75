"""The rules, as plain data in and plain data out."""
