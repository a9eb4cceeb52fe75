"""The database and the vault together: what every use case works on."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from hotline.vault import Vault

# PostgreSQL is away, too slow, or full: a later try may succeed.
UNAVAILABLE = (OperationalError, PoolTimeoutError)


@dataclass(frozen=True)
class Database:
    """One engine and one vault, for the life of a process."""

    engine: Engine
    vault: Vault

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """One transaction: commits at the end of the block, rolls back on any exception."""
        with self.engine.begin() as connection:
            yield connection


def connection_was_lost(error: BaseException) -> bool:
    """Whether a pooled connection was lost, so that a second try may succeed at once."""
    return isinstance(error, DBAPIError) and error.connection_invalidated
