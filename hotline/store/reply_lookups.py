"""Queries on the replies to look up at the provider."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import Connection, text

from hotline.domain.reply_texts import draw_variant
from hotline.vault import Vault

_LEASE = timedelta(minutes=2)


@dataclass(frozen=True)
class LookedFor:
    """A reply to look up: an unknown one by number and body, any other by its sid.

    `other_sids`: messages to the same sender that belong to other replies or to previews.
    """

    id: int
    sender_id: int
    country: str
    attempt: int
    provider_sid: str | None
    claimed_at: datetime
    looks: int
    other_sids: frozenset[str]
    number: str = field(repr=False)
    body: str = field(repr=False)


# The next look is set at once: a reply whose look-up crashes delays only itself, and two jobs do
# not look up the same reply. Unknown replies, which hold reservations, go first.
_TAKE = text(
    """
    WITH late AS MATERIALIZED (
         SELECT id FROM replies WHERE look_at <= :now
          ORDER BY status <> 'unknown', look_at LIMIT :limit FOR UPDATE SKIP LOCKED)
    UPDATE replies SET look_at = :again FROM late WHERE replies.id = late.id
    RETURNING replies.id
    """
)
_READ = text(
    """
    SELECT replies.id, replies.attempt, replies.provider_sid, replies.looks, replies.country,
           replies.sender_id, replies.claimed_at, senders.number_secret, reply_texts.body,
           ARRAY(SELECT other.provider_sid FROM replies AS other
                  WHERE other.sender_id = replies.sender_id AND other.id <> replies.id
                    AND other.provider_sid IS NOT NULL)
           || ARRAY(SELECT previews.provider_sid FROM previews
                     WHERE previews.provider_sid IS NOT NULL
                       AND previews.taken_at > replies.claimed_at - interval '1 day') AS other_sids
      FROM replies JOIN senders ON senders.id = replies.sender_id
           JOIN reply_texts ON reply_texts.id = replies.text_id
     WHERE replies.id = ANY(:ids) ORDER BY replies.status <> 'unknown', replies.id
    """
)


def replies_to_look_up(
    connection: Connection, vault: Vault, now: datetime, *, limit: int
) -> list[LookedFor]:
    """The replies to look up now, the unknown ones first.

    **On a crash** of the job they are looked up again after two minutes.
    """
    taken = connection.execute(_TAKE, {"now": now, "again": now + _LEASE, "limit": limit})
    ids = [row.id for row in taken]
    return [
        LookedFor(
            id=row.id,
            sender_id=row.sender_id,
            country=row.country,
            attempt=row.attempt,
            provider_sid=row.provider_sid,
            claimed_at=row.claimed_at,
            looks=row.looks,
            other_sids=frozenset(row.other_sids),
            number=vault.read(row.number_secret),
            body=draw_variant(row.body, row.id),
        )
        for row in connection.execute(_READ, {"ids": ids})
    ]


def put_off_look(
    connection: Connection, reply_id: int, look_at: datetime | None, *, looks: int
) -> None:
    """Set the next look (None: no more). `looks`: how many complete looks were made."""
    connection.execute(
        text("UPDATE replies SET look_at = :look_at, looks = :looks WHERE id = :id"),
        {"id": reply_id, "look_at": look_at, "looks": looks},
    )


def count_unpriced(connection: Connection) -> int:
    """How many sent replies have no final price yet."""
    return int(
        connection.execute(
            text("SELECT count(*) FROM replies WHERE look_at IS NOT NULL AND status <> 'unknown'")
        ).scalar_one()
    )
