"""The database and the vault together: what every use case works on."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError, InternalError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from hotline.store.sessions.admission import Admission
from hotline.vault import Vault

# PostgreSQL is away, too slow, full, or can only read: a later try may succeed.
UNAVAILABLE = (OperationalError, InternalError, PoolTimeoutError)


@dataclass(frozen=True)
class Database:
    """One engine and one vault, for the life of a process."""

    engine: Engine
    vault: Vault
    _admission: Admission = field(default_factory=Admission, repr=False, compare=False)

    def admit(self) -> None:
        """Make sure that this process may use the store. Raises StoreRefusedError. Costs nothing
        once it is granted.
        """
        self._admission.require(self.engine, self.vault)

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """One transaction: commits at the end of the block, rolls back on any exception."""
        self.admit()
        with self.engine.begin() as connection:
            yield connection


def connection_was_lost(error: BaseException) -> bool:
    """Whether a pooled connection was lost, so that a second try may succeed at once."""
    return isinstance(error, DBAPIError) and error.connection_invalidated
