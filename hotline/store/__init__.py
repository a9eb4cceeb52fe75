"""PostgreSQL, the one truth: tables, named queries, migrations."""
