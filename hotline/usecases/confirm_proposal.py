"""Confirm or discard an act that was put to confirmation.

Twice: the proposal is closed, the second is refused. Late, or overtaken: refused, since its author
has not seen what is now. Where the team wants two people, somebody else is asked to agree.
"""

from datetime import datetime

from sqlalchemy import Connection

from hotline.domain.errors import RefusedError
from hotline.domain.people import Organizer
from hotline.domain.two_people import needs_second
from hotline.store.database import Database
from hotline.store.proposals import Proposal, close_proposal, lock_proposal
from hotline.store.settings import read_settings
from hotline.usecases.ask_second import Asked, ask_second
from hotline.usecases.close_draft import reopen_draft_of
from hotline.usecases.do_proposal import Done, do_proposal


def confirm_proposal(
    actor: Organizer, proposal_id: int, *, database: Database, now: datetime
) -> Done | Asked:
    """What was done. Raises RefusedError("proposal_gone" | "overtaken" | the act's own)."""
    with database.transaction() as connection:
        proposal = _own_proposal(connection, actor, proposal_id, ("open",), now)
        two_people = read_settings(connection).two_people
        if needs_second(proposal.act, proposal.facts, actor.id, two_people):
            return ask_second(connection, actor, proposal, now)
        close_proposal(connection, proposal_id, "confirmed")
        return do_proposal(connection, actor, proposal, now)


def discard_proposal(
    actor: Organizer, proposal_id: int, *, database: Database, now: datetime
) -> None:
    """Leave all as it is, also while somebody is asked. Raises RefusedError("proposal_gone")."""
    with database.transaction() as connection:
        proposal = _own_proposal(connection, actor, proposal_id, ("open", "asked"), now)
        close_proposal(connection, proposal_id, "discarded")
        reopen_draft_of(connection, proposal, now)


def _own_proposal(
    connection: Connection,
    actor: Organizer,
    proposal_id: int,
    statuses: tuple[str, ...],
    now: datetime,
) -> Proposal:
    proposal = lock_proposal(connection, proposal_id)
    if proposal is None or proposal.organizer_id != actor.id or proposal.status not in statuses:
        raise RefusedError("proposal_gone")
    if now >= proposal.expires_at:
        raise RefusedError("proposal_gone")
    return proposal
