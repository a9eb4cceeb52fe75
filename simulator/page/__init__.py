"""Two phones on a page: whoever texts, whoever runs it, and between them what it does and costs."""
