"""Confirm or discard an act that was put to confirmation.

Twice: the proposal is closed, the second is refused. Late, or overtaken: refused, since its author
has not seen what is now.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from hotline.domain.acts import Act
from hotline.domain.errors import RefusedError
from hotline.domain.money import Cap
from hotline.domain.people import Organizer
from hotline.domain.roles import Role
from hotline.store.database import Database
from hotline.store.proposals import Proposal, close_proposal, lock_proposal
from hotline.usecases.block_many import BlockedMany, block_many
from hotline.usecases.change_budget import BudgetChanged, set_budget
from hotline.usecases.change_role import RoleChanged, change_role
from hotline.usecases.dismiss_incident import Dismissed, dismiss_incident
from hotline.usecases.fix_price import PriceFixed, put_fixed_price
from hotline.usecases.fund import add_fund
from hotline.usecases.record_act import require_organizer
from hotline.usecases.release_held_for_budget import Released, release
from hotline.usecases.remove_organizer import Removed, remove_organizer
from hotline.usecases.settle_held import Settled, settle_held
from hotline.usecases.settle_replies import settle_replies
from hotline.usecases.unplug import Unplugged, unplug_lines

Confirmed = (
    BudgetChanged
    | PriceFixed
    | Released
    | Unplugged
    | BlockedMany
    | Settled
    | Dismissed
    | RoleChanged
    | Removed
)


def confirm_proposal(
    actor: Organizer, proposal_id: int, *, database: Database, now: datetime
) -> Confirmed:
    """What was done. Raises RefusedError("proposal_gone" | "overtaken" | the act's own)."""
    with database.transaction() as connection:
        proposal = _open_proposal(connection, actor, proposal_id, now)
        if proposal.act is not Act.REMOVE_ORGANIZER:  # whoever only looks may leave
            require_organizer(actor)
        close_proposal(connection, proposal_id, "confirmed")
        return _DO[proposal.act](connection, actor, proposal.facts, now)


def discard_proposal(
    actor: Organizer, proposal_id: int, *, database: Database, now: datetime
) -> None:
    """Leave all as it is. Raises RefusedError("proposal_gone")."""
    with database.transaction() as connection:
        _open_proposal(connection, actor, proposal_id, now)
        close_proposal(connection, proposal_id, "discarded")


def _open_proposal(
    connection: Connection, actor: Organizer, proposal_id: int, now: datetime
) -> Proposal:
    proposal = lock_proposal(connection, proposal_id)
    if proposal is None or proposal.organizer_id != actor.id or proposal.status != "open":
        raise RefusedError("proposal_gone")
    if now >= proposal.expires_at:
        raise RefusedError("proposal_gone")
    return proposal


def _budget(
    connection: Connection, actor: Organizer, facts: dict[str, Any], now: datetime
) -> BudgetChanged:
    cap, seen = Cap(facts["cap"]), facts["from_micros"]
    return set_budget(connection, actor, cap, facts["to_micros"], seen_micros=seen, now=now)


def _fund(
    connection: Connection, actor: Organizer, facts: dict[str, Any], now: datetime
) -> BudgetChanged:
    return add_fund(connection, actor, facts["micros"], facts["note"], now)


def _price(
    connection: Connection, actor: Organizer, facts: dict[str, Any], now: datetime
) -> PriceFixed:
    return put_fixed_price(connection, actor, facts["country"], facts["micros"], now)


def _unplug(
    connection: Connection, actor: Organizer, facts: dict[str, Any], now: datetime
) -> Unplugged:
    return unplug_lines(connection, actor, facts["lines"], now)


def _block_many(
    connection: Connection, actor: Organizer, facts: dict[str, Any], now: datetime
) -> BlockedMany:
    return block_many(connection, actor, facts["incident_id"], facts["senders"], now=now)


def _dismiss(
    connection: Connection, actor: Organizer, facts: dict[str, Any], now: datetime
) -> Dismissed:
    seen = facts["held"]
    return dismiss_incident(connection, actor, facts["incident_id"], seen=seen, now=now)


def _change_role(
    connection: Connection, actor: Organizer, facts: dict[str, Any], now: datetime
) -> RoleChanged:
    whom, role, seen = facts["organizer_id"], Role(facts["role"]), Role(facts["from"])
    return change_role(connection, actor, whom, role, seen=seen, now=now)


def _remove(
    connection: Connection, actor: Organizer, facts: dict[str, Any], now: datetime
) -> Removed:
    return remove_organizer(connection, actor, facts["organizer_id"], now)


_DO: dict[Act, Callable[[Connection, Organizer, dict[str, Any], datetime], Confirmed]] = {
    Act.CHANGE_BUDGET: _budget,
    Act.FUND: _fund,
    Act.RELEASE_HELD: lambda connection, actor, _, now: release(connection, actor, now),
    Act.FIX_PRICE: _price,
    Act.UNPLUG: _unplug,
    Act.BLOCK_MANY: _block_many,
    Act.RELEASE_GENUINE: lambda connection, actor, facts, now: settle_held(
        connection, actor, Act.RELEASE_GENUINE, facts, now
    ),
    Act.DROP_HELD: lambda connection, actor, facts, now: settle_held(
        connection, actor, Act.DROP_HELD, facts, now
    ),
    Act.DISMISS: _dismiss,
    Act.CHANGE_ROLE: _change_role,
    Act.REMOVE_ORGANIZER: _remove,
    Act.RELEASE_REPLIES: lambda connection, actor, facts, now: settle_replies(
        connection, actor, Act.RELEASE_REPLIES, facts["replies"], now
    ),
    Act.DROP_REPLIES: lambda connection, actor, facts, now: settle_replies(
        connection, actor, Act.DROP_REPLIES, facts["replies"], now
    ),
}
