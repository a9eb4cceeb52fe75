"""Queries on the replies about which the provider is to be asked."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection, text

from hotline.vault import Vault


@dataclass(frozen=True)
class LookedFor:
    """A reply to be looked up: an unknown one by number and body, another by its sid."""

    id: int
    attempt: int
    provider_sid: str | None
    claimed_at: datetime
    looks: int
    other_sids: frozenset[str]
    number: str = field(repr=False)
    body: str = field(repr=False)


_DUE = text(
    """
    SELECT replies.id, replies.attempt, replies.provider_sid, replies.claimed_at, replies.looks,
           senders.number_secret, reply_texts.body,
           ARRAY(SELECT other.provider_sid FROM replies AS other
                  WHERE other.sender_id = replies.sender_id AND other.id <> replies.id
                    AND other.provider_sid IS NOT NULL) AS other_sids
      FROM replies JOIN senders ON senders.id = replies.sender_id
           JOIN reply_texts ON reply_texts.id = replies.text_id
     WHERE replies.look_at <= :now ORDER BY replies.look_at LIMIT :limit
    """
)


def replies_to_look_up(
    connection: Connection, vault: Vault, now: datetime, *, limit: int
) -> list[LookedFor]:
    """Those whose time has come, the longest due first."""
    return [
        LookedFor(
            id=row.id,
            attempt=row.attempt,
            provider_sid=row.provider_sid,
            claimed_at=row.claimed_at,
            looks=row.looks,
            other_sids=frozenset(row.other_sids),
            number=vault.read(row.number_secret),
            body=row.body,
        )
        for row in connection.execute(_DUE, {"now": now, "limit": limit})
    ]


def put_off_look(
    connection: Connection, reply_id: int, look_at: datetime | None, *, looks: int
) -> None:
    """Look again then, or never (None); `looks` complete looks were made."""
    connection.execute(
        text("UPDATE replies SET look_at = :look_at, looks = :looks WHERE id = :id"),
        {"id": reply_id, "look_at": look_at, "looks": looks},
    )


def count_unpriced(connection: Connection) -> int:
    """How many replies left whose final price is not known yet."""
    return int(
        connection.execute(
            text("SELECT count(*) FROM replies WHERE look_at IS NOT NULL AND status <> 'unknown'")
        ).scalar_one()
    )
