"""Queries on threats: texts that are marked for the file."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, func, select
from sqlalchemy.dialects.postgresql import insert

from hotline.store.tables import threats
from hotline.store.watch import Unexamined


def mark_threats(connection: Connection, found: Sequence[Unexamined]) -> None:
    """Mark these texts permanently. **Idempotent.**"""
    if not found:
        return
    rows = [
        {"inbound_id": one.inbound_id, "sender_id": one.sender_id, "received_at": one.received_at}
        for one in found
    ]
    connection.execute(insert(threats).on_conflict_do_nothing(), rows)


def count_threats(
    connection: Connection,
    *,
    since: datetime | None = None,
    sender_id: int | None = None,
) -> int:
    """How many texts are marked; where given, only since `since`, or from this sender."""
    query = select(func.count()).select_from(threats)
    if since is not None:
        query = query.where(threats.c.received_at >= since)
    if sender_id is not None:
        query = query.where(threats.c.sender_id == sender_id)
    return int(connection.execute(query).scalar_one())
