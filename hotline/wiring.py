"""Wiring: the one place where the settings become the objects that use cases work with."""

import os
import sys
from dataclasses import dataclass
from datetime import UTC, datetime

from hotline.domain.errors import MisconfiguredError
from hotline.logs import set_up_logs
from hotline.settings import Settings
from hotline.store.database import Database
from hotline.store.engine import make_engine
from hotline.vault import Vault


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

    If settings are missing or wrong, print all problems and exit with code 2.
    """
    set_up_logs(process)
    try:
        return wire(Settings.from_env(os.environ), process=process, pool_size=pool_size)
    except MisconfiguredError as error:
        for problem in error.problems:
            print(f"{process}: {problem}", file=sys.stderr)
        print(f"{process}: not started. .env.example says what each is for.", file=sys.stderr)
        raise SystemExit(2) from None


def utc_now() -> datetime:
    """The present moment in UTC: the clock that entry points pass to use cases."""
    return datetime.now(UTC)
