"""Queries on errands (what an organizer wants done at the provider) and on unplugged lines."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection, delete, insert, select, text, update
from sqlalchemy.dialects.postgresql import insert as upsert

from hotline.store.tables import errands, unplugged_lines


class ErrandKind(StrEnum):
    """What is to be done with a line."""

    UNPLUG = "unplug"
    PLUG = "plug"
    # Set the addresses of its texts and calls to ours.
    POINT = "point"


@dataclass(frozen=True)
class Errand:
    """One thing to do at the provider, for one line."""

    id: int
    kind: ErrandKind
    line: str
    tries: int


@dataclass(frozen=True)
class UnpluggedLine:
    """Where a line's texts were announced before it was unplugged.

    `unplugged_at` None: the provider has not confirmed it yet.
    """

    line: str
    text_url: str
    fallback_url: str
    unplugged_at: datetime | None


def add_errand(
    connection: Connection,
    kind: ErrandKind,
    line: str,
    *,
    organizer_id: int | None,
    now: datetime,
) -> None:
    """Add an errand. It replaces the errands for this line that are not done yet.

    `organizer_id` None: the hotline itself wants it.
    """
    connection.execute(
        text(
            "UPDATE errands SET done_at = :now, error_code = 'overtaken'"
            " WHERE line = :line AND done_at IS NULL"
        ),
        {"line": line, "now": now},
    )
    values = {"organizer_id": organizer_id, "created_at": now, "next_try_at": now}
    connection.execute(insert(errands).values(kind=kind, line=line, **values))


def waiting_errands(connection: Connection, now: datetime) -> list[Errand]:
    """Errands that are due, the oldest first, without kinds that only a newer program knows."""
    rows = connection.execute(
        text(
            "SELECT id, kind, line, tries FROM errands"
            " WHERE done_at IS NULL AND next_try_at <= :now AND kind = ANY(:kinds) ORDER BY id"
        ),
        {"now": now, "kinds": list(ErrandKind)},
    )
    return [Errand(row.id, ErrandKind(row.kind), row.line, row.tries) for row in rows]


def lines_with_errands(connection: Connection) -> set[str]:
    """The lines with an errand that is not done yet."""
    query = select(errands.c.line).where(errands.c.done_at.is_(None))
    return set(connection.execute(query).scalars())


def is_any_unplugged(connection: Connection, lines: Sequence[str]) -> bool:
    """Whether any of these lines is unplugged, or is to be."""
    query = text(
        "SELECT EXISTS (SELECT FROM unplugged_lines WHERE line = ANY(:lines))"
        " OR EXISTS (SELECT FROM errands WHERE line = ANY(:lines) AND done_at IS NULL"
        " AND kind = :unplug)"
    )
    values = {"lines": list(lines), "unplug": ErrandKind.UNPLUG}
    return bool(connection.execute(query, values).scalar_one())


def lock_errand(connection: Connection, errand_id: int) -> bool:
    """Lock an errand; whether it is still to be done."""
    query = select(errands.c.id).where(errands.c.id == errand_id, errands.c.done_at.is_(None))
    return connection.execute(query.with_for_update()).first() is not None


def redo_latest_errand(connection: Connection, line: str) -> None:
    """Reopen the latest errand of this line, so that it is done again."""
    connection.execute(
        text(
            "UPDATE errands SET done_at = NULL, error_code = NULL"
            " WHERE id = (SELECT max(id) FROM errands WHERE line = :line)"
        ),
        {"line": line},
    )


def change_errand(connection: Connection, errand_id: int, **values: object) -> None:
    """Set columns of one errand."""
    connection.execute(update(errands).where(errands.c.id == errand_id).values(**values))


def read_unplugged(connection: Connection) -> list[UnpluggedLine]:
    """The lines that are unplugged, or being unplugged."""
    query = select(unplugged_lines).order_by(unplugged_lines.c.line)
    return [UnpluggedLine(*row) for row in connection.execute(query)]


def keep_address(connection: Connection, line: str, text_url: str, fallback_url: str) -> None:
    """Keep where a line's texts are announced, before it is unplugged.

    **Idempotent:** the first kept address stays, because a later one may be empty already.
    """
    values = {"line": line, "text_url": text_url, "fallback_url": fallback_url}
    connection.execute(upsert(unplugged_lines).values(**values).on_conflict_do_nothing())


def mark_unplugged(connection: Connection, line: str, now: datetime) -> None:
    """Note that the provider has confirmed that the line is unplugged."""
    connection.execute(
        update(unplugged_lines).where(unplugged_lines.c.line == line).values(unplugged_at=now)
    )


def forget_unplugged(connection: Connection, line: str) -> None:
    """The line is plugged in again: forget its kept address."""
    connection.execute(delete(unplugged_lines).where(unplugged_lines.c.line == line))
