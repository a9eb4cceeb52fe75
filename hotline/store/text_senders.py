"""Queries on who sent the same text. The text cannot be recovered from the keys."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, text

_MOST = 1_000


@dataclass(frozen=True)
class Group:
    """How many senders sent a text with this key."""

    key: bytes
    senders: int


def largest_groups(
    connection: Connection, since: datetime, *, limit: int, at_least: int
) -> list[Group]:
    """The largest groups since `since`, of senders who are not blocked.

    One text has up to three keys. Of keys with the same senders, only one is returned.
    """
    rows = connection.execute(
        text(
            """
            SELECT min(encode(key, 'hex')) AS key, senders
              FROM (SELECT key, count(*) AS senders, sum(sender_id) AS sum, min(sender_id) AS low
                      FROM text_senders CROSS JOIN LATERAL (
                           SELECT blocked_at FROM senders
                            WHERE senders.id = text_senders.sender_id OFFSET 0) AS sender
                     WHERE first_at >= :since AND blocked_at IS NULL
                     GROUP BY key HAVING count(*) >= :at_least) AS groups
             GROUP BY senders, sum, low ORDER BY senders DESC, 1 LIMIT :limit
            """
        ),
        {"since": since, "at_least": at_least, "limit": limit},
    )
    return [Group(bytes.fromhex(row.key), row.senders) for row in rows]


def senders_of_text(connection: Connection, key: bytes, since: datetime) -> list[int]:
    """The ids of senders who sent it since `since` and are not blocked, sorted."""
    rows = connection.execute(
        text(
            "SELECT sender_id FROM text_senders CROSS JOIN LATERAL (SELECT blocked_at FROM senders"
            "       WHERE senders.id = text_senders.sender_id OFFSET 0) AS sender"
            " WHERE key = :key AND first_at >= :since AND blocked_at IS NULL"
        ),
        {"key": key, "since": since},
    )
    return sorted(rows.scalars())


def text_of_senders(
    connection: Connection, sender_ids: Sequence[int], *, at_least: int
) -> dict[int, bytes]:
    """{sender: the key of their text that most others sent too}.

    Only keys that at least `at_least` senders sent. Of a text of thousands, a thousand are counted.
    """
    rows = connection.execute(
        text(
            """
            WITH own AS (
                SELECT sender_id, key FROM text_senders WHERE sender_id = ANY(:senders)
            ), shared AS (
                SELECT key, senders FROM (SELECT DISTINCT key FROM own) AS keys
                 CROSS JOIN LATERAL (
                       SELECT count(*) AS senders
                         FROM (SELECT FROM text_senders AS others
                                WHERE others.key = keys.key LIMIT :most) AS few) AS counted
                 WHERE senders >= :at_least
            )
            SELECT DISTINCT ON (own.sender_id) own.sender_id, own.key
              FROM own JOIN shared ON shared.key = own.key
             ORDER BY own.sender_id, shared.senders DESC, own.key
            """
        ),
        {"senders": list(sender_ids), "at_least": at_least, "most": _MOST},
    )
    return {row.sender_id: bytes(row.key) for row in rows}
