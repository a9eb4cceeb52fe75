"""What each act does once confirmed, from what its proposal keeps, in the caller's transaction.

Each function reads the present state again. The table of acts maps each act to its function.
"""

from datetime import datetime

from sqlalchemy import Connection

from hotline.domain.acts import Act
from hotline.domain.errors import RefusedError
from hotline.domain.people import Organizer
from hotline.domain.refusals import Refusal
from hotline.domain.roles import Role
from hotline.usecases.acts.require_role import require_role
from hotline.usecases.incidents.ask_incident_act import (
    BlockManyProposal,
    DismissProposal,
    SettleProposal,
)
from hotline.usecases.incidents.block_incident_senders import BlockedMany, block_incident_senders
from hotline.usecases.incidents.dismiss_incident import Dismissed, dismiss_incident
from hotline.usecases.incidents.settle_incident_replies import settle_incident_replies
from hotline.usecases.lines.plug import LinesFacts
from hotline.usecases.lines.set_line_webhooks import Pointed, put_line_webhooks
from hotline.usecases.lines.unplug import Unplugged, unplug_lines
from hotline.usecases.mode.reopen import Resumed, reopen_as_seen
from hotline.usecases.mode.resume import ResumeProposal
from hotline.usecases.money.add_funds import FundProposal, put_funds
from hotline.usecases.money.change_budget import BudgetChanged, BudgetProposal, set_budget
from hotline.usecases.money.change_currency import CurrencyChanged, CurrencyFacts, set_currency
from hotline.usecases.money.fix_price import PriceFixed, PriceProposal, put_fixed_price
from hotline.usecases.proposals.set_approval_rule import (
    ApprovalRuleChanged,
    ApprovalRuleProposal,
    set_approval_rule,
)
from hotline.usecases.replies.release_held_for_budget import Released, ReleaseProposal, release
from hotline.usecases.replies.settle_held_replies import (
    RepliesProposal,
    Settled,
    settle_held_replies,
)
from hotline.usecases.reply_texts.publish_text import DraftProposal, TextPublished, publish_text
from hotline.usecases.team.ask_team_act import TeamProposal
from hotline.usecases.team.change_role import RoleChanged, change_role
from hotline.usecases.team.remove_organizer import Removed, remove_organizer


def raise_budget(
    connection: Connection, actor: Organizer, facts: BudgetProposal, now: datetime
) -> BudgetChanged:
    """Raise a budget to the proposed amount, if it still is what the author saw."""
    seen = facts.from_micros
    return set_budget(connection, actor, facts.cap, facts.to_micros, seen_micros=seen, now=now)


def fund_hotline(
    connection: Connection, actor: Organizer, facts: FundProposal, now: datetime
) -> BudgetChanged:
    """Add the proposed amount to the total budget, even if that has changed since."""
    return put_funds(connection, actor, facts.micros, facts.note, now)


def release_for_budget(
    connection: Connection, actor: Organizer, _: ReleaseProposal, now: datetime
) -> Released:
    """Release what is held for the budget, as far as the money reaches."""
    return release(connection, actor, now)


def fix_country_price(
    connection: Connection, actor: Organizer, facts: PriceProposal, now: datetime
) -> PriceFixed:
    """Fix a price below the listed one."""
    return put_fixed_price(connection, actor, facts.country, facts.micros, now)


def unplug_all(
    connection: Connection, actor: Organizer, facts: LinesFacts, now: datetime
) -> Unplugged:
    """Unplug the lines. The worker makes the requests."""
    return unplug_lines(connection, actor, facts.lines, now)


def point_all(
    connection: Connection, actor: Organizer, facts: LinesFacts, now: datetime
) -> Pointed:
    """Point the lines' webhooks at the hotline. The worker makes the requests."""
    return put_line_webhooks(connection, actor, facts.lines, now)


def block_all(
    connection: Connection, actor: Organizer, facts: BlockManyProposal, now: datetime
) -> BlockedMany:
    """Block the senders who were shown, even if others are busier by now."""
    return block_incident_senders(connection, actor, facts.incident_id, facts.senders, now=now)


def release_genuine(
    connection: Connection, actor: Organizer, facts: SettleProposal, now: datetime
) -> Settled:
    """Release those of the shown replies whose senders still look genuine."""
    ids, act = facts.replies, Act.RELEASE_GENUINE
    return settle_incident_replies(connection, actor, act, facts.incident_id, ids, now=now)


def drop_held(
    connection: Connection, actor: Organizer, facts: SettleProposal, now: datetime
) -> Settled:
    """Drop the replies that were shown."""
    return settle_incident_replies(
        connection, actor, Act.DROP_HELD, facts.incident_id, facts.replies, now=now
    )


def release_all(
    connection: Connection, actor: Organizer, facts: RepliesProposal, now: datetime
) -> Settled:
    """Release the replies that were shown."""
    return settle_held_replies(connection, actor, Act.RELEASE_REPLIES, facts.replies, now)


def drop_all(
    connection: Connection, actor: Organizer, facts: RepliesProposal, now: datetime
) -> Settled:
    """Drop the replies that were shown."""
    return settle_held_replies(connection, actor, Act.DROP_REPLIES, facts.replies, now)


def dismiss(
    connection: Connection, actor: Organizer, facts: DismissProposal, now: datetime
) -> Dismissed:
    """Dismiss the incident, unless much more is held now than the author saw."""
    return dismiss_incident(connection, actor, facts.incident_id, seen=facts.count, now=now)


def set_role(
    connection: Connection, actor: Organizer, facts: TeamProposal, now: datetime
) -> RoleChanged:
    """Change the role, if it still is the one that the author saw."""
    if facts.after is None:
        raise RefusedError(Refusal.PROPOSAL_GONE)
    whom, seen = facts.organizer_id, facts.before
    return change_role(connection, actor, whom, facts.after, seen=seen, now=now)


def put_out(
    connection: Connection, actor: Organizer, facts: TeamProposal, now: datetime
) -> Removed:
    """Remove the organizer, even if their role has changed since."""
    return remove_organizer(connection, actor, facts.organizer_id, now)


def resume_in_raid(
    connection: Connection, actor: Organizer, facts: ResumeProposal, now: datetime
) -> Resumed:
    """Resume, if it still is the suspension or guard that the author saw."""
    return reopen_as_seen(
        connection,
        actor,
        facts.backlog,
        mode_version=facts.mode_version,
        seen=facts.count,
        now=now,
    )


def publish_draft(
    connection: Connection, actor: Organizer, facts: DraftProposal, now: datetime
) -> TextPublished:
    """Publish the draft, unless the reply text has changed since."""
    return publish_text(connection, actor, facts.draft_id, now)


def ask_one_again(
    connection: Connection, actor: Organizer, facts: ApprovalRuleProposal, now: datetime
) -> ApprovalRuleChanged:
    """Let one person be enough for these acts again."""
    require_role(connection, actor, Role.OWNER)
    return set_approval_rule(connection, actor, facts.shared, is_on=False, now=now)


def count_in(
    connection: Connection, actor: Organizer, facts: CurrencyFacts, now: datetime
) -> CurrencyChanged:
    """Change the currency, unless something was spent since."""
    return set_currency(connection, actor, facts.after, seen=facts.before, now=now)
