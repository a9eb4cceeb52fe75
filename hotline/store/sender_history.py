"""Queries on one sender's texts and replies."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, text

from hotline.domain.inbounds import InboundKind
from hotline.domain.replies import ReplyStatus
from hotline.domain.sender_history import LatestInbound, LatestReply

_REPLY = "id, inbound_id, status, reason, due_at, changed_at"
# Each of these few inbounds looks for its reply, and for the one before it, by an index.
_LATEST = text(
    f"""
    SELECT inbounds.id AS inbound, kind, received_at, inbounds.reason AS why_none, reply.*,
           earlier.planned_at AS earlier_at, earlier.status AS earlier_status
      FROM inbounds
      LEFT JOIN LATERAL (
           SELECT {_REPLY} FROM replies WHERE inbound_id = inbounds.id OFFSET 0) AS reply ON TRUE
      LEFT JOIN LATERAL (
           SELECT planned_at, status FROM replies
            WHERE sender_id = :sender AND inbound_id <> inbounds.id
              AND planned_at <= inbounds.received_at
            ORDER BY id DESC LIMIT 1) AS earlier ON TRUE
     WHERE inbounds.sender_id = :sender
     ORDER BY received_at DESC, inbounds.id DESC LIMIT :limit
    """  # noqa: S608
)


def latest_inbounds(connection: Connection, sender_id: int, *, limit: int) -> list[LatestInbound]:
    """The newest texts and calls of a sender, each with what became of it."""
    rows = connection.execute(_LATEST, {"sender": sender_id, "limit": limit})
    return [
        LatestInbound(
            id=row.inbound,
            kind=InboundKind(row.kind),
            received_at=row.received_at,
            reason=row.why_none,
            reply=None if row.id is None else _reply(row),
            earlier_at=row.earlier_at,
            earlier_status=row.earlier_status and ReplyStatus(row.earlier_status),
        )
        for row in rows
    ]


def latest_reply(connection: Connection, sender_id: int) -> LatestReply | None:
    """The newest reply of a sender; None: there is none."""
    row = connection.execute(
        text(
            f"SELECT {_REPLY} FROM replies"  # noqa: S608
            " WHERE sender_id = :sender ORDER BY id DESC LIMIT 1"
        ),
        {"sender": sender_id},
    ).one_or_none()
    return None if row is None else _reply(row)


def _reply(row: Row[Any]) -> LatestReply:
    return LatestReply(
        row.id,
        row.inbound_id,
        ReplyStatus(row.status),
        row.reason,
        row.due_at,
        row.changed_at,
    )


def count_texts(connection: Connection, sender_id: int) -> int:
    """How many texts of a sender are stored."""
    query = text("SELECT count(*) FROM inbounds WHERE sender_id = :sender AND kind = 'sms'")
    return int(connection.execute(query, {"sender": sender_id}).scalar_one())


def read_text_secret(
    connection: Connection, sender_id: int, place: int
) -> tuple[datetime, bytes | None] | None:
    """(when, encrypted body) of one text. `place` 0 is the newest. None: there is none there."""
    row = connection.execute(
        text(
            "SELECT received_at, body_secret FROM inbounds"
            " WHERE sender_id = :sender AND kind = 'sms'"
            " ORDER BY received_at DESC, id DESC LIMIT 1 OFFSET :place"
        ),
        {"sender": sender_id, "place": place},
    ).one_or_none()
    return None if row is None else (row.received_at, row.body_secret)
