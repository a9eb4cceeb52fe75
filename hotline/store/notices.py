"""Notices: what organizers must be told. Written with the event itself, delivered by the bot.

Both are in one transaction, so a crash cannot lose a notice.
"""

from collections.abc import Collection, Set
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select, text, update
from sqlalchemy.dialects.postgresql import insert as insert_or_skip

from hotline.domain.detection.evidence import Kind
from hotline.domain.notices import F, NoticeKind
from hotline.domain.sounds import AFTER_RAID, depends_on_raid, is_silent
from hotline.store.incidents import closed_recently, is_raid_open
from hotline.store.organizers import reachable_organizer_ids
from hotline.store.tables import notices, tellings


@dataclass(frozen=True)
class Notice:
    """One notice to one organizer. `kept`: its facts as JSON.

    The bot looks up names and numbers when it delivers it.
    """

    id: int
    organizer_id: int
    kind: str
    kept: dict[str, Any]
    tries: int
    is_loud: bool = True


def add_notices_once(
    connection: Connection,
    key: str,
    kind: NoticeKind[F],
    facts: F,
    *,
    now: datetime,
    is_loud: bool = True,
) -> None:
    """Tell everybody, unless a notice with this key was added before. **Idempotent.**"""
    if note_told(connection, key, now):
        add_notices(connection, kind, facts, now=now, is_loud=is_loud)


def note_told(connection: Connection, key: str, now: datetime) -> bool:
    """Note that people are told under `key`; True the first time."""
    telling = insert_or_skip(tellings).values(key=key, told_at=now).on_conflict_do_nothing()
    return connection.execute(telling.returning(tellings.c.key)).first() is not None


def forget_told(connection: Connection, key: str) -> bool:
    """Forget that people were told under `key`; True if they had been."""
    statement = delete(tellings).where(tellings.c.key == key)
    return connection.execute(statement.returning(tellings.c.key)).first() is not None


def told_under(connection: Connection, prefix: str) -> dict[str, datetime]:
    """{key: when} of the keys that begin with `prefix`."""
    query = select(tellings).where(tellings.c.key.startswith(prefix, autoescape=True))
    return {row.key: row.told_at for row in connection.execute(query)}


def add_notices(  # noqa: PLR0913  (a notice)
    connection: Connection,
    kind: NoticeKind[F],
    facts: F,
    *,
    now: datetime,
    except_organizer_id: int | None = None,
    is_loud: bool = True,
    muted: Set[int] = frozenset(),
) -> None:
    """Tell every reachable organizer, except the one who did it.

    `is_loud`: phones may make a sound, except those of the organizers in `muted`, and unless the
    kind is silent (`hotline.domain.sounds`).
    """
    is_loud = is_loud and not _is_silent(connection, kind.name, now)
    ids = [one for one in reachable_organizer_ids(connection) if one != except_organizer_id]
    if is_loud:
        heard = [one for one in ids if one not in muted]
        tell(connection, heard, kind, facts, now=now)
        ids = [one for one in ids if one in muted]
    tell(connection, ids, kind, facts, now=now, is_loud=False)


def _is_silent(connection: Connection, kind: str, now: datetime) -> bool:
    in_raid = depends_on_raid(kind) and (
        is_raid_open(connection)
        or closed_recently(connection, [Kind.RAID], now, within=AFTER_RAID) is not None
    )
    return is_silent(kind, in_raid=in_raid)


def tell(
    connection: Connection,
    organizer_ids: Collection[int],
    kind: NoticeKind[F],
    facts: F,
    *,
    now: datetime,
    is_loud: bool = True,
) -> None:
    """Add a notice for each of these organizers."""
    rows = [
        {
            "organizer_id": one,
            "kind": kind.name,
            "facts": facts.to_facts(),
            "is_loud": is_loud,
            "created_at": now,
            "next_try_at": now,
        }
        for one in organizer_ids
    ]
    if rows:
        connection.execute(insert(notices), rows)


def waiting_notices(connection: Connection, now: datetime) -> list[Notice]:
    """The oldest waiting notice of each organizer, if it is due. So their order is kept."""
    rows = connection.execute(
        text(
            "SELECT id, organizer_id, kind, facts, tries, is_loud FROM ("
            " SELECT DISTINCT ON (organizer_id) * FROM notices"
            " WHERE delivered_at IS NULL AND given_up_at IS NULL AND organizer_id IN"
            " (SELECT id FROM organizers WHERE removed_at IS NULL AND locked_at IS NULL)"
            " ORDER BY organizer_id, id) AS oldest"
            " WHERE next_try_at <= :now ORDER BY id"
        ),
        {"now": now},
    )
    return [Notice(*row) for row in rows]


def change_notice(connection: Connection, notice_id: int, **values: object) -> None:
    """Set columns of one notice."""
    connection.execute(update(notices).where(notices.c.id == notice_id).values(**values))


def give_up_notices_to(connection: Connection, organizer_id: int, now: datetime) -> None:
    """Give up all waiting notices to an organizer whom Telegram cannot reach."""
    connection.execute(
        text(
            "UPDATE notices SET given_up_at = :now WHERE organizer_id = :organizer"
            " AND delivered_at IS NULL AND given_up_at IS NULL"
        ),
        {"organizer": organizer_id, "now": now},
    )
