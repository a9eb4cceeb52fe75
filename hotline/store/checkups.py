"""Queries on check-ups and assurances.

A check-up is asked for by an organizer, or done by the hotline itself. An assurance is what people
confirmed because no program can check it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, delete, insert, or_, select, text, update
from sqlalchemy.dialects.postgresql import insert as upsert

from hotline.store.tables import assurances, checkups

_KEPT_FOR = timedelta(days=30)
_WAITED_FOR = timedelta(minutes=15)
# Longer than a check-up takes.
_LOOKED_FOR = timedelta(minutes=3)


@dataclass(frozen=True)
class Checkup:
    """A check-up whose result is shown in the message `message_id`.

    `findings` None: there is no result. `is_begun`: a worker has begun it.
    """

    id: int
    organizer_id: int
    message_id: int
    findings: list[dict[str, Any]] | None
    is_begun: bool


def add_checkup(connection: Connection, organizer_id: int, message_id: int, now: datetime) -> None:
    """Ask for a check-up. Old ones are deleted."""
    connection.execute(delete(checkups).where(checkups.c.asked_at < now - _KEPT_FOR))
    values = {"organizer_id": organizer_id, "message_id": message_id, "asked_at": now}
    connection.execute(insert(checkups).values(**values))


def add_own_look(connection: Connection, findings: list[dict[str, Any]], now: datetime) -> None:
    """Keep what the hotline found by itself. It is shown to nobody."""
    moments = {"asked_at": now, "done_at": now, "shown_at": now}
    connection.execute(insert(checkups).values(findings=findings, **moments))


def last_own_look(connection: Connection) -> tuple[datetime, list[dict[str, Any]]] | None:
    """(when, findings) of the last check-up that the hotline did by itself; None: none yet."""
    query = select(checkups.c.done_at, checkups.c.findings).where(
        checkups.c.organizer_id.is_(None), checkups.c.findings.is_not(None)
    )
    row = connection.execute(query.order_by(checkups.c.id.desc()).limit(1)).one_or_none()
    return None if row is None else (row.done_at, row.findings)


def waiting_checkups(connection: Connection, now: datetime) -> list[int]:
    """Ids of check-ups that are not done, and not begun in the last 3 minutes.

    Only those of the last 15 minutes: nobody waits longer.
    """
    query = select(checkups.c.id).where(
        checkups.c.done_at.is_(None),
        checkups.c.asked_at > now - _WAITED_FOR,
        or_(checkups.c.started_at.is_(None), checkups.c.started_at < now - _LOOKED_FOR),
    )
    return list(connection.execute(query).scalars())


def begin_checkups(connection: Connection, ids: Sequence[int], now: datetime) -> None:
    """Mark them begun: if they crash a worker, the next one does not try them at once."""
    statement = update(checkups).where(checkups.c.id.in_(ids))
    connection.execute(statement.values(started_at=now))


def finish_checkups(
    connection: Connection, ids: Sequence[int], findings: list[dict[str, Any]], now: datetime
) -> None:
    """Give all of them the findings of one look."""
    statement = update(checkups).where(checkups.c.id.in_(ids), checkups.c.done_at.is_(None))
    connection.execute(statement.values(findings=findings, done_at=now))


def unshown_checkups(connection: Connection, *, overdue_since: datetime) -> list[Checkup]:
    """The finished ones, and those asked for before `overdue_since` that got no answer at all."""
    rows = connection.execute(
        text(
            "SELECT id, organizer_id, message_id, findings, started_at IS NOT NULL AS is_begun"
            " FROM checkups WHERE shown_at IS NULL"
            " AND (done_at IS NOT NULL OR (stopgap_at IS NULL AND asked_at < :since)) ORDER BY id"
        ),
        {"since": overdue_since},
    )
    return [Checkup(*row) for row in rows]


def mark_shown(connection: Connection, checkup: Checkup, now: datetime) -> None:
    """Note that its findings were shown; or, without findings, only that a stopgap was shown.

    Findings that arrive after a stopgap are still shown.
    """
    column = "stopgap_at" if checkup.findings is None else "shown_at"
    statement = update(checkups).where(checkups.c.id == checkup.id)
    connection.execute(statement.values({column: now}))


def earlier_finding(
    connection: Connection, check: str, *, before: datetime
) -> tuple[dict[str, Any], datetime] | None:
    """(facts, when) of the last finding about `check`; None: there is none."""
    row = connection.execute(
        text(
            "SELECT one -> 'facts' AS facts, done_at FROM checkups,"
            " jsonb_array_elements(findings) AS one"
            " WHERE one ->> 'check' = :check AND done_at <= :before ORDER BY done_at DESC LIMIT 1"
        ),
        {"check": check, "before": before},
    ).one_or_none()
    return None if row is None else (row.facts, row.done_at)


def put_assurance(connection: Connection, what: str, organizer_id: int, now: datetime) -> None:
    """Note that this organizer confirms `what` now."""
    values = {"organizer_id": organizer_id, "assured_at": now}
    statement = upsert(assurances).values(what=what, **values)
    connection.execute(
        statement.on_conflict_do_update(index_elements=[assurances.c.what], set_=values)
    )


def read_assurances(connection: Connection) -> dict[str, datetime]:
    """{what: when it was last confirmed}."""
    query = select(assurances.c.what, assurances.c.assured_at)
    return {row.what: row.assured_at for row in connection.execute(query)}
