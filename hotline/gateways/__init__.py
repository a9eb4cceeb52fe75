"""Outside companies, each behind a small protocol."""
