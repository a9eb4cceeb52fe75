"""Queries on messages that left our lines and that no reply knows."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection, exists, func, select, text, update
from sqlalchemy.dialects.postgresql import insert

from hotline.domain.numbers import Number
from hotline.domain.replies import ReplyStatus
from hotline.domain.reply_lookups import SentSms
from hotline.store.tables import unmatched_messages
from hotline.vault import Vault

_WAITS = unmatched_messages.c.adopted_at.is_(None)


@dataclass(frozen=True)
class Unmatched:
    """One message. `price_micros` None: the provider has not said it."""

    id: int
    provider_sid: str
    status: ReplyStatus
    segments: int
    price_micros: int | None
    currency: str | None
    sent_at: datetime
    number: str = field(repr=False)


def known_sent_sids(connection: Connection, sids: Sequence[str]) -> set[str]:
    """Those of these messages that a reply or a preview sent, or that were found before."""
    rows = connection.execute(
        text(
            "SELECT provider_sid FROM replies WHERE provider_sid = ANY(:sids)"
            " UNION SELECT provider_sid FROM previews WHERE provider_sid = ANY(:sids)"
            " UNION SELECT provider_sid FROM unmatched_messages WHERE provider_sid = ANY(:sids)"
        ),
        {"sids": list(sids)},
    )
    return set(rows.scalars())


def preview_in_doubt(connection: Connection, sent_at: datetime) -> int | None:
    """A preview that was taken about then, and never learnt its message's sid; None: none was."""
    query = text(
        "SELECT id FROM previews WHERE provider_sid IS NULL"
        " AND taken_at BETWEEN CAST(:at AS timestamptz) - interval '5 minutes'"
        "                  AND CAST(:at AS timestamptz) + interval '2 minutes'"
        " ORDER BY taken_at DESC LIMIT 1 FOR UPDATE"
    )
    return connection.execute(query, {"at": sent_at}).scalar()


def reply_in_doubt(connection: Connection, sender_id: int, sent_at: datetime) -> int | None:
    """The reply to this sender whose send got no answer, and may be this message; None: none is.

    It was claimed shortly before the message was made, and has no message of its own.
    """
    query = text(
        "SELECT id FROM replies WHERE sender_id = :sender AND provider_sid IS NULL"
        " AND (status IN ('sending', 'unknown')"
        "      OR attempt > 0 AND status IN ('planned', 'held', 'dropped'))"
        " AND claimed_at BETWEEN CAST(:at AS timestamptz) - interval '1 hour'"
        "                    AND CAST(:at AS timestamptz) + interval '2 minutes'"
        " ORDER BY id DESC LIMIT 1"
    )
    return connection.execute(query, {"sender": sender_id, "at": sent_at}).scalar()


def unsent_reply(connection: Connection, sender_id: int) -> int | None:
    """The reply to this sender that has not left, as far as we know: planned, held or dropped.

    The newest that may still leave, before one that was dropped.
    """
    query = text(
        "SELECT id FROM replies WHERE sender_id = :sender AND provider_sid IS NULL"
        " AND status IN ('planned', 'held', 'dropped')"
        " ORDER BY status = 'dropped', id DESC LIMIT 1 FOR UPDATE"
    )
    return connection.execute(query, {"sender": sender_id}).scalar()


def add_unmatched(connection: Connection, vault: Vault, number: Number, sms: SentSms) -> None:
    """Keep a message that nobody knows. **Idempotent:** one that is kept stays as it is."""
    statement = insert(unmatched_messages).values(
        provider_sid=sms.sid,
        number_secret=vault.hide(number.canonical),
        key_id=vault.key_id,
        status=sms.status,
        segments=sms.segments,
        price_micros=sms.price_micros,
        currency=sms.currency,
        sent_at=sms.created_at,
    )
    connection.execute(statement.on_conflict_do_nothing())


def untold(connection: Connection) -> int:
    """How many were found and not told yet."""
    query = select(func.count()).where(unmatched_messages.c.told_at.is_(None))
    return int(connection.execute(query).scalar_one())


def note_told(connection: Connection, now: datetime) -> None:
    """All that were found are told."""
    statement = update(unmatched_messages).where(unmatched_messages.c.told_at.is_(None))
    connection.execute(statement.values(told_at=now))


def has_unmatched(connection: Connection) -> bool:
    """Whether there are messages that an owner has not looked at."""
    return bool(connection.execute(select(exists().where(_WAITS))).scalar_one())


def count_unmatched(connection: Connection) -> tuple[int, datetime | None, datetime | None]:
    """(how many wait for an owner, when the first was sent, when the last was)."""
    sent = unmatched_messages.c.sent_at
    row = connection.execute(select(func.count(), func.min(sent), func.max(sent)).where(_WAITS))
    count, first, last = row.one()
    return int(count), first, last


def list_unmatched(connection: Connection, vault: Vault) -> list[Unmatched]:
    """Those that wait for an owner, the oldest first; locked."""
    query = select(unmatched_messages).where(_WAITS).order_by(unmatched_messages.c.id)
    return [
        Unmatched(
            row.id,
            row.provider_sid,
            ReplyStatus(row.status),
            row.segments,
            row.price_micros,
            row.currency,
            row.sent_at,
            vault.read(row.number_secret),
        )
        for row in connection.execute(query.with_for_update())
    ]


def note_adopted(connection: Connection, ids: Sequence[int], now: datetime) -> None:
    """These were looked at and counted. Their numbers are needed no more, and go."""
    statement = update(unmatched_messages).where(unmatched_messages.c.id.in_(list(ids)))
    connection.execute(statement.values(adopted_at=now, number_secret=b""))
