"""One module a command: parse, one use case, answer."""
