"""The admission of a process to the store: once, before its first transaction.

It stands in `Database.transaction`, so that nothing is read or written in a store that is not ours,
also when PostgreSQL was away at the start of the process.
"""

from sqlalchemy import Engine

from hotline.domain.errors import MisconfiguredError
from hotline.store.sessions.own_session import session_problem
from hotline.store.upkeep.secret_keys import key_problem
from hotline.vault import Vault


class StoreRefusedError(MisconfiguredError):
    """This database may not be used with these settings: another key, or a shared session."""


class Admission:
    """Whether this process may use the store. Threads may ask at once: each then looks."""

    def __init__(self) -> None:
        self._is_granted = False

    def require(self, engine: Engine, vault: Vault) -> None:
        """Look, unless it was granted before. Raises StoreRefusedError, or what PostgreSQL says."""
        if self._is_granted:
            return
        problem = session_problem(engine)
        if problem is None:
            with engine.begin() as connection:
                problem = key_problem(connection, vault)
        if problem is not None:
            raise StoreRefusedError([problem])
        self._is_granted = True
