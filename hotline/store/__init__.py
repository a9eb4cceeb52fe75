"""PostgreSQL, the single source of truth: tables, named queries, migrations."""
