"""Tell of parts that are silent: each is watched through what it does.

The bot tells of a silent web, worker or queue. **Idempotent:** each silence is told once, and its
end once. **On a crash** of the one that watches, it is told after its own start.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import Connection

from hotline.domain.facts import Facts
from hotline.domain.notices import NoticeKind
from hotline.store.database import Database
from hotline.store.heartbeats import read_ages
from hotline.store.ledger import began_at
from hotline.store.notices import add_notices, forget_told, note_told

# Each part beats about every ten seconds, so this is no pause of a restart.
SILENT_FOR = timedelta(minutes=2)


class Part(StrEnum):
    """What can be silent: `redis`, if the worker lives and only its queue does not."""

    WEB = "web"
    WORKER = "worker"
    REDIS = "redis"


@dataclass(frozen=True)
class PartFacts(Facts):
    """Which part it is."""

    part: Part


PART_SILENT = NoticeKind("part_silent", PartFacts)
PART_ALIVE = NoticeKind("part_alive", PartFacts)


def find_silent_parts(
    parts: Sequence[str], *, database: Database, now: datetime
) -> dict[str, bool]:
    """Which of these parts are silent.

    Args:
        parts: names of heartbeats, such as `web` and `worker`.

    Returns:
        {part: whether it is silent}. A part that never beat is, three minutes after the set-up.
    """
    with database.transaction() as connection:
        return silent_parts(connection, parts, now)


def tell_silence(silent: dict[str, bool], *, database: Database, now: datetime) -> None:
    """Tell everybody of the parts that have become silent, and of those that live again.

    Args:
        silent: as `find_silent_parts` has found it, twice in a row.
    """
    with database.transaction() as connection:
        for part, is_silent in silent.items():
            key = f"silent:{part}"
            if is_silent and note_told(connection, key, now):
                add_notices(connection, PART_SILENT, _named(connection, part, now), now=now)
            elif not is_silent and forget_told(connection, key):
                add_notices(connection, PART_ALIVE, PartFacts(Part(part)), now=now)


def silent_parts(connection: Connection, parts: Sequence[str], now: datetime) -> dict[str, bool]:
    """{part: whether it is silent}, inside the caller's transaction."""
    ages, began = read_ages(connection, now), began_at(connection)
    since_set_up = now - began if began else timedelta(0)
    return {part: ages.get(part, since_set_up) > SILENT_FOR for part in parts}


def _named(connection: Connection, part: str, now: datetime) -> PartFacts:
    """The scheduler beats for the store: while it does, only the way through Redis is silent."""
    lives = read_ages(connection, now).get("store", SILENT_FOR) < SILENT_FOR
    return PartFacts(Part.REDIS if part == Part.WORKER and lives else Part(part))
