"""A transaction in two round trips: statements that belong together travel together.

Over a network each round trip costs more than the work, and the locks that a transaction holds last
as long as its trips. It speaks PostgreSQL's simple query protocol, where several statements make
one message ("Multiple Statements in a Simple Query", chapter 55 of its manual).
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import psycopg
from psycopg import sql
from psycopg.errors import ReadOnlySqlTransaction
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

_PREPARED = "prepared"
# Of SQLSTATE: the driver has dropped our prepared statements, as it does after some errors; or a
# migration has changed what one of them returns. Another connection prepares them afresh.
_STALE_STATES = ("26000", "0A000")


class RoundTrips:
    """One transaction on one connection. Only `round_trips` makes it.

    `connection`: for further statements of the same transaction, between two trips.
    """

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self._is_open = False

    @property
    def memory(self) -> dict[Any, Any]:
        """What is known as long as this connection to PostgreSQL lives, and no longer."""
        return self.connection.info

    def begin(self, *statements: str, prepared: Mapping[str, str]) -> list[list[Any]]:
        """Begin the transaction with `statements`: the rows of each, as tuples.

        `prepared`: {name: statement} that `EXECUTE name(…)` runs until the transaction ends. They
        are planned once for each connection.
        """
        self._prepare(prepared)
        self._is_open = True
        return self._send(["BEGIN", *statements])[1:]

    def _prepare(self, prepared: Mapping[str, str]) -> None:
        known: frozenset[str] = self.memory.get(_PREPARED, frozenset())
        if prepared.keys() <= known:
            return
        # Whatever became of an earlier try, what it prepared has stayed.
        ((*there,),) = self._send(["SELECT name FROM pg_prepared_statements"])
        missing = prepared.keys() - {name for (name,) in there}
        if missing:
            self._send([f"PREPARE {name} AS {prepared[name]}" for name in missing])
        self.memory[_PREPARED] = known | prepared.keys()

    def commit(self, *statements: str) -> list[list[Any]]:
        """Run `statements` and commit: the rows of each. If one fails, nothing is committed."""
        found = self._send([*statements, "COMMIT"])[:-1]
        self._is_open = False
        return found

    def roll_back(self) -> None:
        """Undo what was not committed. A connection that fails even at that is thrown away."""
        if self._is_open and not self.connection.invalidated:
            self._is_open = False
            self._send(["ROLLBACK"])
            # After a ROLLBACK the driver drops all prepared statements, ours among them.
            self.memory.pop(_PREPARED, None)

    def _send(self, statements: Sequence[str]) -> list[list[Any]]:
        try:
            with _driver_connection(self.connection).cursor() as cursor:
                # No parameters: with them, one message holds one statement.
                cursor.execute("; ".join(statements), prepare=False)
                return list(_each_result(cursor))
        except psycopg.Error as error:
            raise self._seen(error) from error

    def _seen(self, error: psycopg.Error) -> DBAPIError:
        """`error` as everywhere else in the store, without what was sent."""
        is_lost = (
            isinstance(error, ReadOnlySqlTransaction)
            or error.sqlstate in _STALE_STATES
            or _driver_connection(self.connection).closed
        )
        if is_lost:
            self.connection.invalidate()
        seen = DBAPIError.instance(
            "statements of one round trip",
            None,
            error,
            psycopg.Error,
            hide_parameters=True,
            connection_invalidated=bool(is_lost),
            dialect=self.connection.dialect,
        )
        return seen if isinstance(seen, DBAPIError) else DBAPIError(None, None, error)


@contextmanager
def round_trips(engine: Engine) -> Iterator[RoundTrips]:
    """A transaction that its user begins and commits; an exception rolls it back."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        trips = RoundTrips(connection)
        try:
            yield trips
        finally:
            trips.roll_back()


def literal(text: str) -> str:
    """`text` as a constant in a statement, quoted by the driver: a text that knows no type yet."""
    return sql.quote(text)


def _driver_connection(connection: Connection) -> psycopg.Connection[Any]:
    found: psycopg.Connection[Any] = connection.connection.driver_connection  # type: ignore[assignment]
    return found


def _each_result(cursor: psycopg.Cursor[Any]) -> Iterator[list[Any]]:
    while True:
        yield cursor.fetchall() if cursor.description else []
        if not cursor.nextset():
            return
