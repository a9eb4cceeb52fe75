"""Queries on proposals: acts put to confirmation."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, insert, select, update

from hotline.domain.acts import Act
from hotline.store.tables import proposals

LASTS = timedelta(hours=1)


@dataclass(frozen=True)
class Proposal:
    """`facts`: what it would do, and what its author saw. `status`: open, confirmed, discarded."""

    id: int
    organizer_id: int
    act: Act
    facts: dict[str, Any]
    status: str
    expires_at: datetime


def add_proposal(
    connection: Connection, organizer_id: int, act: Act, facts: dict[str, Any], now: datetime
) -> int:
    """A new open proposal; its id."""
    values = {
        "organizer_id": organizer_id,
        "act": act,
        "facts": facts,
        "status": "open",
        "created_at": now,
        "expires_at": now + LASTS,
    }
    statement = insert(proposals).values(**values).returning(proposals.c.id)
    return int(connection.execute(statement).scalar_one())


def lock_proposal(connection: Connection, proposal_id: int) -> Proposal | None:
    """The proposal, locked, or None."""
    query = select(proposals).where(proposals.c.id == proposal_id).with_for_update()
    row = connection.execute(query).one_or_none()
    if row is None:
        return None
    return Proposal(row.id, row.organizer_id, Act(row.act), row.facts, row.status, row.expires_at)


def close_proposal(connection: Connection, proposal_id: int, status: str) -> None:
    """Mark it confirmed or discarded."""
    connection.execute(update(proposals).where(proposals.c.id == proposal_id).values(status=status))
