"""Queries on proposals: acts that wait for confirmation."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select, update

from hotline.domain.acts import Act
from hotline.domain.facts import Facts
from hotline.domain.proposals import PENDING, ProposalStatus
from hotline.store.tables import proposals

LASTS = timedelta(hours=1)


@dataclass(frozen=True)
class Proposal:
    """One proposal. `kept`: what it would do, and what its author saw, as JSON."""

    id: int
    organizer_id: int
    act: Act
    kept: dict[str, Any]
    status: ProposalStatus
    expires_at: datetime


def add_proposal(
    connection: Connection, organizer_id: int, act: Act, facts: Facts, now: datetime
) -> int:
    """Add an open proposal; its id."""
    return new_proposal(connection, organizer_id, act, facts, now).id


def new_proposal(
    connection: Connection, organizer_id: int, act: Act, facts: Facts, now: datetime
) -> Proposal:
    """Add an open proposal; the whole proposal."""
    values = {
        "organizer_id": organizer_id,
        "act": act,
        "facts": facts.to_facts(),
        "status": ProposalStatus.OPEN,
        "created_at": now,
        "expires_at": now + LASTS,
    }
    return _proposal(
        connection.execute(insert(proposals).values(**values).returning(proposals)).one()
    )


def count_asked(connection: Connection, organizer_id: int, now: datetime) -> int:
    """How many proposals of this organizer wait for a second person."""
    query = select(func.count()).where(
        proposals.c.organizer_id == organizer_id,
        proposals.c.status == ProposalStatus.ASKED,
        proposals.c.expires_at > now,
    )
    return int(connection.execute(query).scalar_one())


def lock_proposal(connection: Connection, proposal_id: int) -> Proposal | None:
    """Lock the proposal; None: there is none."""
    query = select(proposals).where(proposals.c.id == proposal_id).with_for_update()
    row = connection.execute(query).one_or_none()
    return None if row is None else _proposal(row)


def get_proposal(connection: Connection, proposal_id: int) -> Proposal | None:
    """The proposal, whatever became of it; None: there is none."""
    row = connection.execute(select(proposals).where(proposals.c.id == proposal_id)).one_or_none()
    return None if row is None else _proposal(row)


def ask_about(connection: Connection, proposal_id: int, *, expires_at: datetime) -> None:
    """Its author has confirmed it: a second person must agree before `expires_at`."""
    statement = update(proposals).where(proposals.c.id == proposal_id)
    connection.execute(statement.values(status=ProposalStatus.ASKED, expires_at=expires_at))


def close_proposal(
    connection: Connection,
    proposal_id: int,
    status: ProposalStatus,
    *,
    seconded_by: int | None = None,
) -> None:
    """Close a proposal with its last status. `seconded_by`: who agreed, or declined."""
    statement = update(proposals).where(proposals.c.id == proposal_id)
    connection.execute(statement.values(status=status, seconded_by=seconded_by))


def discard_proposals(connection: Connection, acts: Sequence[Act]) -> None:
    """Discard all pending proposals of these acts: what they asked about has changed."""
    statement = update(proposals).where(proposals.c.act.in_(acts), proposals.c.status.in_(PENDING))
    connection.execute(statement.values(status=ProposalStatus.DISCARDED))


def lapse(connection: Connection, now: datetime) -> list[Proposal]:
    """Mark and return the proposals that nobody agreed to in time."""
    is_late = (proposals.c.status == ProposalStatus.ASKED, proposals.c.expires_at <= now)
    statement = update(proposals).where(*is_late).values(status=ProposalStatus.LAPSED)
    return [_proposal(row) for row in connection.execute(statement.returning(proposals))]


def _proposal(row: Row[Any]) -> Proposal:
    status = ProposalStatus(row.status)
    return Proposal(row.id, row.organizer_id, Act(row.act), row.facts, status, row.expires_at)
