"""The database and the vault together: what every use case works on."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError, InternalError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from hotline.store.sessions.admission import Admission
from hotline.store.sessions.round_trips import RoundTrips, round_trips
from hotline.store.sessions.time_outs import sql_state
from hotline.vault import Vault

# PostgreSQL is away, too slow, full, or can only read: a later try may succeed.
UNAVAILABLE = (OperationalError, InternalError, PoolTimeoutError)
# Of SQLSTATE: a lost connection, no resources, shut down or starting, read-only (appendix A).
_AWAY_STATES = ("08", "53", "57P", "25006")


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

    @contextmanager
    def round_trips(self) -> Iterator[RoundTrips]:
        """One transaction, begun and committed along with its statements: for the intake."""
        self.admit()
        with round_trips(self.engine) as trips:
            yield trips


def is_away(error: BaseException) -> bool:
    """Whether PostgreSQL is away, full or read-only: not only this statement was refused."""
    if not isinstance(error, UNAVAILABLE):
        return False
    state = sql_state(error)
    return state is None or state.startswith(_AWAY_STATES)


def connection_was_lost(error: BaseException) -> bool:
    """Whether a pooled connection was lost, so that a second try may succeed at once."""
    return isinstance(error, DBAPIError) and error.connection_invalidated
