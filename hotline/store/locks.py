"""Advisory locks of PostgreSQL: one clock ticks, one bot polls, whoever else is there."""

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError

CLOCK = 7_100_002
BOT = 7_100_003


class SoleLock:
    """A lock held by one session in the whole system, for as long as its connection lives.

    The death of the holder, or of its connection, frees it: nothing to time out, nothing to clean.
    """

    def __init__(self, engine: Engine, number: int) -> None:
        self._engine = engine
        self._number = number
        self._connection: Connection | None = None

    def hold(self) -> bool:
        """True if this process holds the lock now, taking it if it is free. Raises when
        PostgreSQL is away."""
        if self._connection is not None:
            return self._still_held(self._connection)
        connection = self._engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        taken = connection.execute(
            text("SELECT pg_try_advisory_lock(:number)"), {"number": self._number}
        ).scalar_one()
        if not taken:
            connection.close()
            return False
        self._connection = connection
        return True

    def release(self) -> None:
        """Free the lock, whatever state its connection is in."""
        connection, self._connection = self._connection, None
        if connection is not None:
            # Not returned to the pool: a pooled connection would go on holding the lock.
            connection.invalidate()
            connection.close()

    def _still_held(self, connection: Connection) -> bool:
        try:
            connection.execute(text("SELECT 1"))
        except DBAPIError:
            self.release()
            return False
        return True
