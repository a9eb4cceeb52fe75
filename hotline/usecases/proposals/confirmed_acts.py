"""What each act does once confirmed, from what its proposal keeps, in the caller's transaction.

Each function reads the present state again. The table of acts maps each act to its function.
"""

from datetime import datetime

from sqlalchemy import Connection

from hotline.domain.acts import Act
from hotline.domain.consents import Consent
from hotline.domain.errors import RefusedError
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
from hotline.usecases.money.change_money_rule import (
    MoneyRuleChanged,
    MoneyRuleFacts,
    set_money_rule,
)
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
from hotline.usecases.reply_texts.publish_text import (
    DraftProposal,
    TextFacts,
    TextPublished,
    publish_text,
)
from hotline.usecases.reply_texts.remove_text import TextRemoved, take_text_away
from hotline.usecases.senders.order_block import (
    BlockedSeveral,
    BlockProposal,
    block_as_proposed,
)
from hotline.usecases.setup.change_delay import DelayChanged, DelayFacts, set_delay
from hotline.usecases.setup.choose_language import LanguageChoice, LanguageChosen, set_language
from hotline.usecases.team.ask_team_act import TeamProposal
from hotline.usecases.team.change_role import RoleChanged, change_role
from hotline.usecases.team.lock_organizer import Locked, LockProposal, Unlocked, lift_lock, put_lock
from hotline.usecases.team.remove_organizer import Removed, remove_organizer


def raise_budget(
    connection: Connection, consent: Consent, facts: BudgetProposal, now: datetime
) -> BudgetChanged:
    """Raise a budget to the proposed amount, if it still is what the author saw."""
    seen = facts.from_micros
    return set_budget(connection, consent, facts.cap, facts.to_micros, seen_micros=seen, now=now)


def fund_hotline(
    connection: Connection, consent: Consent, facts: FundProposal, now: datetime
) -> BudgetChanged:
    """Add the proposed amount to the total budget, even if that has changed since."""
    return put_funds(connection, consent, facts, now)


def release_for_budget(
    connection: Connection, consent: Consent, _: ReleaseProposal, now: datetime
) -> Released:
    """Release what is held for the budget, as far as the money reaches."""
    return release(connection, consent, now)


def fix_country_price(
    connection: Connection, consent: Consent, facts: PriceProposal, now: datetime
) -> PriceFixed:
    """Fix a price below the listed one."""
    return put_fixed_price(connection, consent, facts.country, facts.micros, now)


def unplug_all(
    connection: Connection, consent: Consent, facts: LinesFacts, now: datetime
) -> Unplugged:
    """Unplug the lines. The worker makes the requests."""
    return unplug_lines(connection, consent, facts.lines, now)


def point_all(
    connection: Connection, consent: Consent, facts: LinesFacts, now: datetime
) -> Pointed:
    """Point the lines' webhooks at the hotline. The worker makes the requests."""
    return put_line_webhooks(connection, consent.author, facts.lines, now)


def block_named(
    connection: Connection, consent: Consent, facts: BlockProposal, now: datetime
) -> BlockedSeveral:
    """Block the senders who were named."""
    return block_as_proposed(connection, consent.author, facts, now)


def block_all(
    connection: Connection, consent: Consent, facts: BlockManyProposal, now: datetime
) -> BlockedMany:
    """Block the senders who were shown, even if others are busier by now."""
    return block_incident_senders(
        connection, consent.author, facts.incident_id, facts.senders, now=now
    )


def release_genuine(
    connection: Connection, consent: Consent, facts: SettleProposal, now: datetime
) -> Settled:
    """Release those of the shown replies whose senders still look genuine."""
    ids, act = facts.replies, Act.RELEASE_GENUINE
    return settle_incident_replies(connection, consent, act, facts.incident_id, ids, now=now)


def drop_held(
    connection: Connection, consent: Consent, facts: SettleProposal, now: datetime
) -> Settled:
    """Drop the replies that were shown."""
    return settle_incident_replies(
        connection, consent, Act.DROP_HELD, facts.incident_id, facts.replies, now=now
    )


def release_all(
    connection: Connection, consent: Consent, facts: RepliesProposal, now: datetime
) -> Settled:
    """Release the replies that were shown."""
    return settle_held_replies(connection, consent, Act.RELEASE_REPLIES, facts.replies, now)


def drop_all(
    connection: Connection, consent: Consent, facts: RepliesProposal, now: datetime
) -> Settled:
    """Drop the replies that were shown."""
    return settle_held_replies(connection, consent, Act.DROP_REPLIES, facts.replies, now)


def dismiss(
    connection: Connection, consent: Consent, facts: DismissProposal, now: datetime
) -> Dismissed:
    """Dismiss the incident, unless much more is held now than the author saw."""
    return dismiss_incident(connection, consent, facts.incident_id, seen=facts.count, now=now)


def set_role(
    connection: Connection, consent: Consent, facts: TeamProposal, now: datetime
) -> RoleChanged:
    """Change the role, if it still is the one that the author saw."""
    if facts.after is None:
        raise RefusedError(Refusal.PROPOSAL_GONE)
    whom, seen = facts.organizer_id, facts.before
    return change_role(connection, consent, whom, facts.after, seen=seen, now=now)


def put_out(
    connection: Connection, consent: Consent, facts: TeamProposal, now: datetime
) -> Removed:
    """Remove the organizer, even if their role has changed since."""
    return remove_organizer(connection, consent, facts.organizer_id, now)


def resume_in_raid(
    connection: Connection, consent: Consent, facts: ResumeProposal, now: datetime
) -> Resumed:
    """Resume, if it still is the suspension or guard that the author saw."""
    return reopen_as_seen(
        connection,
        consent,
        facts.backlog,
        mode_version=facts.mode_version,
        seen=facts.count,
        now=now,
    )


def publish_draft(
    connection: Connection, consent: Consent, facts: DraftProposal, now: datetime
) -> TextPublished:
    """Publish the draft, unless the reply text has changed since."""
    return publish_text(connection, consent, facts.draft_id, now)


def remove_text(
    connection: Connection, consent: Consent, facts: TextFacts, now: datetime
) -> TextRemoved:
    """Remove a reply text, if it still is the version that the author saw."""
    return take_text_away(connection, consent, facts, now)


def choose_country_language(
    connection: Connection, consent: Consent, facts: LanguageChoice, now: datetime
) -> LanguageChosen:
    """Choose the language of a country, if it still has the one that the author saw."""
    return set_language(connection, consent, facts, now)


def ask_one_again(
    connection: Connection, consent: Consent, facts: ApprovalRuleProposal, now: datetime
) -> ApprovalRuleChanged:
    """Let one person be enough for these acts again."""
    require_role(connection, consent.author, Role.OWNER)
    return set_approval_rule(connection, consent, facts.shared, is_on=False, now=now)


def count_in(
    connection: Connection, consent: Consent, facts: CurrencyFacts, now: datetime
) -> CurrencyChanged:
    """Change the currency, unless something was spent since."""
    return set_currency(connection, consent, facts.after, seen=facts.before, now=now)


def shorten_delay(
    connection: Connection, consent: Consent, facts: DelayFacts, now: datetime
) -> DelayChanged:
    """Set so short a delay, if the delay still is what the author saw."""
    before, after = facts.from_seconds, facts.to_seconds
    audit_id = set_delay(connection, consent.author, after, seen_seconds=before, now=now)
    return DelayChanged(audit_id, after)


def set_rule_of_money(
    connection: Connection, consent: Consent, facts: MoneyRuleFacts, now: datetime
) -> MoneyRuleChanged:
    """Change a rule about money so that more may be spent."""
    rule, value = facts.rule, facts.after
    return set_money_rule(connection, consent, rule, value, seen=facts.before, now=now)


def lock_last_owner(
    connection: Connection, consent: Consent, facts: LockProposal, now: datetime
) -> Locked:
    """Lock the last owner: only who holds the settings can unlock them."""
    return put_lock(connection, consent, facts.organizer_id, now)


def unlock(
    connection: Connection, consent: Consent, facts: LockProposal, now: datetime
) -> Unlocked:
    """Unlock whom another owner has locked."""
    return lift_lock(connection, consent, facts.organizer_id, seen=None, now=now)
