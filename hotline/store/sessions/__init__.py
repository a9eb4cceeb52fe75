"""Sessions with PostgreSQL: how long we wait for an answer, and whether the session is ours."""
