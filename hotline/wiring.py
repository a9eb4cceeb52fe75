"""Wiring: the one place where the settings become the objects that use cases work with."""

import logging
import os
import sys
import time
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy.exc import SQLAlchemyError

from hotline.domain.errors import MisconfiguredError
from hotline.logs import set_up_logs
from hotline.settings import Settings
from hotline.store.database import Database
from hotline.store.engine import make_engine
from hotline.vault import Vault

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Hotline:
    """What a process holds as long as it runs."""

    settings: Settings
    database: Database


def wire(settings: Settings, *, process: str, pool_size: int = 5) -> Hotline:
    """Make the engine and the vault. It connects to nothing yet."""
    engine = make_engine(settings.database_url, pool_size=pool_size, process=process)
    return Hotline(settings, Database(engine, Vault(settings.secret_keys)))


def wire_from_environment(process: str, *, pool_size: int = 5) -> Hotline:
    """Set up logs, settings and wiring of a process that starts.

    If settings are missing or wrong, or do not fit the store, print all problems and exit with
    code 2.
    """
    set_up_logs(process)
    try:
        hotline = wire(Settings.from_env(os.environ), process=process, pool_size=pool_size)
        _look_at_store(hotline)
        return hotline
    except MisconfiguredError as error:
        for problem in error.problems:
            print(f"{process}: {problem}", file=sys.stderr)
        print(f"{process}: not started. .env.example says what each is for.", file=sys.stderr)
        raise SystemExit(2) from None


def _look_at_store(hotline: Hotline) -> None:
    try:
        hotline.database.admit()
    except SQLAlchemyError as error:
        # Away, or not migrated yet. It looks again before its first transaction.
        log.warning("starting without the database (%s)", type(error).__name__)


def utc_now() -> datetime:
    """The present moment in UTC: the clock that entry points pass to use cases."""
    return datetime.now(UTC)


def steady_seconds() -> float:
    """Seconds that only go forward, also if the machine's clock is set: for what is periodic."""
    return time.monotonic()
