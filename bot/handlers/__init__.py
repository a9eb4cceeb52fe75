"""One module for each command: parse, call one use case, answer."""
