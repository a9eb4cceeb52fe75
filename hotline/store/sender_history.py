"""Queries on one sender's texts and replies."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, text

from hotline.domain.replies import ReplyStatus


@dataclass(frozen=True)
class LatestReply:
    """The status of a sender's latest reply, and the reason."""

    id: int
    status: ReplyStatus
    reason: str | None
    due_at: datetime
    changed_at: datetime


def latest_reply(connection: Connection, sender_id: int) -> LatestReply | None:
    """The newest reply of a sender; None: there is none."""
    row = connection.execute(
        text(
            "SELECT id, status, reason, due_at, changed_at FROM replies"
            " WHERE sender_id = :sender ORDER BY id DESC LIMIT 1"
        ),
        {"sender": sender_id},
    ).one_or_none()
    if row is None:
        return None
    return LatestReply(row.id, ReplyStatus(row.status), row.reason, row.due_at, row.changed_at)


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
