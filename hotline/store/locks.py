"""Advisory locks of PostgreSQL: only one scheduler runs and one bot polls at a time."""

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError

SCHEDULER = 7_100_002
BOT = 7_100_003


class SoleLock:
    """A lock held by one session in the whole system, for as long as its connection lives.

    **On a crash** of the holder, or of its connection, PostgreSQL frees the lock: there is nothing
    to time out and nothing to clean up.
    """

    def __init__(self, engine: Engine, number: int) -> None:
        self._engine = engine
        self._number = number
        self._connection: Connection | None = None

    def hold(self) -> bool:
        """Take the lock if it is free; whether this process holds it now.

        Raises an error of `database.UNAVAILABLE` when PostgreSQL is away.
        """
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
        """Free the lock, even if its connection is broken."""
        connection, self._connection = self._connection, None
        if connection is not None:
            # Not returned to the pool: a pooled connection would keep the lock.
            connection.invalidate()
            connection.close()

    def _still_held(self, connection: Connection) -> bool:
        try:
            connection.execute(text("SELECT 1"))
        except DBAPIError:
            self.release()
            return False
        return True
