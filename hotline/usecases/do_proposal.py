"""Do what was proposed, inside the caller's transaction, looking at the state afresh."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from hotline.domain.acts import Act
from hotline.domain.money import Cap
from hotline.domain.people import Organizer
from hotline.domain.roles import Role
from hotline.domain.two_people import Shared
from hotline.store.proposals import Proposal
from hotline.usecases.block_many import BlockedMany, block_many
from hotline.usecases.change_budget import BudgetChanged, set_budget
from hotline.usecases.change_currency import CurrencyChanged, set_currency
from hotline.usecases.change_role import RoleChanged, change_role
from hotline.usecases.dismiss_incident import Dismissed, dismiss_incident
from hotline.usecases.fix_price import PriceFixed, put_fixed_price
from hotline.usecases.fund import add_fund
from hotline.usecases.keep_text import TextKept, keep_text
from hotline.usecases.point_lines import Pointed, point_lines_now
from hotline.usecases.record_act import require_organizer
from hotline.usecases.release_held_for_budget import Released, release
from hotline.usecases.remove_organizer import Removed, remove_organizer
from hotline.usecases.reopen import Backlog, Resumed, reopen_as_seen
from hotline.usecases.require_role import require_role
from hotline.usecases.set_shared import SharedChanged, set_shared
from hotline.usecases.settle_held import Settled, settle_held
from hotline.usecases.settle_replies import settle_replies
from hotline.usecases.unplug import Unplugged, unplug_lines

Done = (
    BudgetChanged
    | PriceFixed
    | Released
    | Unplugged
    | BlockedMany
    | Settled
    | Dismissed
    | RoleChanged
    | Removed
    | Resumed
    | TextKept
    | SharedChanged
    | Pointed
    | CurrencyChanged
)
_Do = Callable[[Connection, Organizer, dict[str, Any], datetime], Done]


def do_proposal(
    connection: Connection, actor: Organizer, proposal: Proposal, now: datetime
) -> Done:
    """What was done, in the name of `actor`. Raises RefusedError(the act's own)."""
    if proposal.act is not Act.REMOVE_ORGANIZER:  # whoever only looks may leave
        require_organizer(actor)
    facts = proposal.facts
    if proposal.status == "asked" and "count" in facts:
        facts = {**facts, "count": _while_asked(facts["count"])}
    return _DO[proposal.act](connection, actor, facts, now)


def _budget(
    connection: Connection, actor: Organizer, facts: dict[str, Any], now: datetime
) -> BudgetChanged:
    cap, seen = Cap(facts["cap"]), facts["from_micros"]
    return set_budget(connection, actor, cap, facts["to_micros"], seen_micros=seen, now=now)


def _settle(act: Act) -> _Do:
    def do(
        connection: Connection, actor: Organizer, facts: dict[str, Any], now: datetime
    ) -> Settled:
        if "incident_id" in facts:
            return settle_held(connection, actor, act, facts, now)
        return settle_replies(connection, actor, act, facts["replies"], now)

    return do


def _dismiss(
    connection: Connection, actor: Organizer, facts: dict[str, Any], now: datetime
) -> Dismissed:
    seen = facts["count"]
    return dismiss_incident(connection, actor, facts["incident_id"], seen=seen, now=now)


def _change_role(
    connection: Connection, actor: Organizer, facts: dict[str, Any], now: datetime
) -> RoleChanged:
    whom, role, seen = facts["organizer_id"], Role(facts["role"]), Role(facts["from"])
    return change_role(connection, actor, whom, role, seen=seen, now=now)


def _while_asked(count: int) -> int:
    """In a raid more come while a second person thinks: as many again is what they agreed to."""
    return 2 * count + 20


def _share(
    connection: Connection, actor: Organizer, facts: dict[str, Any], now: datetime
) -> SharedChanged:
    require_role(connection, actor, Role.OWNER)
    return set_shared(connection, actor, Shared(facts["shared"]), is_on=False, now=now)


def _resume(
    connection: Connection, actor: Organizer, facts: dict[str, Any], now: datetime
) -> Resumed:
    backlog, version = Backlog(facts["backlog"]), facts["mode_version"]
    seen = facts["count"]
    return reopen_as_seen(connection, actor, backlog, mode_version=version, seen=seen, now=now)


_DO: dict[Act, _Do] = {
    Act.CHANGE_BUDGET: _budget,
    Act.FUND: lambda connection, actor, facts, now: add_fund(
        connection, actor, facts["micros"], facts["note"], now
    ),
    Act.RELEASE_HELD: lambda connection, actor, _, now: release(connection, actor, now),
    Act.FIX_PRICE: lambda connection, actor, facts, now: put_fixed_price(
        connection, actor, facts["country"], facts["micros"], now
    ),
    Act.UNPLUG: lambda connection, actor, facts, now: unplug_lines(
        connection, actor, facts["lines"], now
    ),
    Act.BLOCK_MANY: lambda connection, actor, facts, now: block_many(
        connection, actor, facts["incident_id"], facts["senders"], now=now
    ),
    Act.RELEASE_GENUINE: _settle(Act.RELEASE_GENUINE),
    Act.DROP_HELD: _settle(Act.DROP_HELD),
    Act.RELEASE_REPLIES: _settle(Act.RELEASE_REPLIES),
    Act.DROP_REPLIES: _settle(Act.DROP_REPLIES),
    Act.DISMISS: _dismiss,
    Act.CHANGE_ROLE: _change_role,
    Act.REMOVE_ORGANIZER: lambda connection, actor, facts, now: remove_organizer(
        connection, actor, facts["organizer_id"], now
    ),
    Act.RESUME: _resume,
    Act.CHANGE_REPLY_TEXT: lambda connection, actor, facts, now: keep_text(
        connection, actor, facts["draft_id"], now
    ),
    Act.SHARE_ACTS: _share,
    Act.POINT_LINES: lambda connection, actor, facts, now: point_lines_now(
        connection, actor, facts["lines"], now
    ),
    Act.CHANGE_CURRENCY: lambda connection, actor, facts, now: set_currency(
        connection, actor, facts["to"], seen=facts["from"], now=now
    ),
}
