"""Pictures for the chat: PNG bytes, drawn in a thread."""
