"""Which failures say that a statement took too long, and not that PostgreSQL is away.

A look that reads more than it can within the limit for a statement fails each time: whoever is told
that the database is away looks in the wrong place.
"""

# Of SQLSTATE: query_canceled. A wait for a lock that is given up has another one (55P03).
_CANCELED = "57014"


def took_too_long(error: BaseException) -> bool:
    """Whether PostgreSQL gave up a statement at its time limit (`statement_timeout`)."""
    return sql_state(error) == _CANCELED


def sql_state(error: BaseException) -> str | None:
    """What PostgreSQL calls this error, such as 55P03 (appendix A); None: it did not say."""
    state: str | None = getattr(getattr(error, "orig", None), "sqlstate", None)
    return state
