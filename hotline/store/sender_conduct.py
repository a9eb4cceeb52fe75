"""What senders did in the last day, for a verdict on each."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection, text

from hotline.domain.detection.verdicts import BURST_SECONDS, COPIED_FROM, Conduct

# A text of others counts as a copy within _COPIED_WITHIN of the sender's own.
LOOKING_BACK = timedelta(hours=24)
_COPIED_WITHIN = timedelta(hours=2)

# Of a sender of thousands, only the newest 100 are counted: that is enough for a verdict.
_CONDUCTS = text(
    """
    SELECT sender_id, sum((kind = 'sms')::int) AS texts, sum((kind = 'call')::int) AS calls,
           max(burst) AS burst, sum(is_insult::int) AS insults,
           bool_or(is_first AND is_insult) AS is_first_insult
      FROM unnest(CAST(:senders AS bigint[])) AS asked (asked_id)
      JOIN LATERAL (
           SELECT inbounds.sender_id, inbounds.kind,
                  coalesce(is_insult, false) AS is_insult, coalesce(is_first, false) AS is_first,
                  count(*) OVER (ORDER BY received_at
                                 RANGE BETWEEN CAST(:burst AS interval) PRECEDING
                                           AND CURRENT ROW) AS burst
             FROM (SELECT id, sender_id, kind, received_at FROM inbounds
                    WHERE inbounds.sender_id = asked_id AND received_at >= :since
                    ORDER BY received_at DESC LIMIT 100) AS inbounds
             LEFT JOIN examinations ON examinations.inbound_id = inbounds.id
           ) AS theirs ON true
     GROUP BY sender_id
    """
)
_COPIED = text(
    """
    SELECT asked_id AS sender_id
      FROM unnest(CAST(:senders AS bigint[])) AS asked (asked_id)
     WHERE EXISTS (
           SELECT FROM (SELECT id, received_at FROM inbounds
                         WHERE sender_id = asked_id AND received_at >= :since
                         ORDER BY received_at DESC LIMIT 30) AS theirs
             JOIN examinations ON examinations.inbound_id = theirs.id
             CROSS JOIN LATERAL unnest(examinations.keys) AS own (key)
            WHERE (SELECT count(*) FROM (
                     SELECT FROM text_senders AS other
                      WHERE other.key = own.key AND other.sender_id <> asked_id
                        AND other.first_at <= theirs.received_at + CAST(:within AS interval)
                        AND other.last_at >= theirs.received_at - CAST(:within AS interval)
                      LIMIT :others) AS others) >= :others)
    """
)


def read_conducts(
    connection: Connection, sender_ids: Sequence[int], now: datetime
) -> dict[int, Conduct]:
    """{sender: conduct} over LOOKING_BACK. Two statements for any number of senders."""
    since = now - LOOKING_BACK
    values = {"senders": list(sender_ids), "since": since}
    copied = set(
        connection.execute(
            _COPIED, {**values, "within": _COPIED_WITHIN, "others": COPIED_FROM}
        ).scalars()
    )
    rows = connection.execute(_CONDUCTS, {**values, "burst": timedelta(seconds=BURST_SECONDS)})
    return {
        row.sender_id: Conduct(
            texts=row.texts,
            calls=row.calls,
            burst=row.burst,
            insults=row.insults,
            is_first_insult=row.is_first_insult,
            copied=row.sender_id in copied,
        )
        for row in rows
    }
