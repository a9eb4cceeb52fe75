"""Acts: what organizers can do, and the rules of each. One row per verb."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from hotline.domain.approvals import ALWAYS, NEVER, Approval, Shared


class Act(StrEnum):
    """Kept in `audit_entries.verb`. The notice to the other organizers is `act.<verb>`."""

    SUSPEND = "suspend"
    CHANGE_END = "change_end"
    RESUME = "resume"
    BLOCK = "block"
    UNBLOCK = "unblock"
    CHANGE_DELAY = "change_delay"
    CHANGE_REPLY_TEXT = "change_reply_text"
    REMOVE_REPLY_TEXT = "remove_reply_text"
    CHOOSE_LANGUAGE = "choose_language"
    CHANGE_LANGUAGE = "change_language"
    CHANGE_BUDGET = "change_budget"
    FUND = "fund"
    CHANGE_MONEY_RULE = "change_money_rule"
    FIX_PRICE = "fix_price"
    RELEASE_HELD = "release_held"
    UNPLUG = "unplug"
    PLUG = "plug"
    GUARD = "guard"
    UNGUARD = "unguard"
    ACKNOWLEDGE = "acknowledge"
    AWAKE = "awake"
    MUTE = "mute"
    TAKE_PHONE = "take_phone"
    BLOCK_MANY = "block_many"
    UNBLOCK_MANY = "unblock_many"
    RELEASE_GENUINE = "release_genuine"
    DROP_HELD = "drop_held"
    DISMISS = "dismiss"
    REOPEN_INCIDENT = "reopen_incident"
    RELEASE_REPLIES = "release_replies"
    DROP_REPLIES = "drop_replies"
    INVITE = "invite"
    WITHDRAW_INVITATION = "withdraw_invitation"
    JOIN = "join"
    CHANGE_ROLE = "change_role"
    REMOVE_ORGANIZER = "remove_organizer"
    LOCK = "lock"
    UNLOCK = "unlock"
    USE_GROUP = "use_group"
    LEAVE_GROUP = "leave_group"
    SHARE_ACTS = "share_acts"
    AGREE = "agree"
    DECLINE = "decline"
    PREVIEW_TEXT = "preview_text"
    REVEAL = "reveal"
    POINT_LINES = "point_lines"
    ASSURE = "assure"
    CHANGE_COUNTRIES = "change_countries"
    CHANGE_CURRENCY = "change_currency"
    CHANGE_OWN_LANGUAGE = "change_own_language"
    CHANGE_RULE = "change_rule"
    ADOPT_MESSAGES = "adopt_messages"


# Later, an organizer who disagrees does a new act, after a look at the present state.
UNDO_WITHIN = timedelta(minutes=10)
# Longer, because no other command takes back hundreds of blocks at once.
UNDO_MANY_WITHIN = timedelta(hours=24)


@dataclass(frozen=True)
class ActRules:
    """The rules of one act.

    `is_told`: the other organizers get a notice of it. False: it concerns nobody else, or they
    are told in another way. `is_loud`: the notice makes a sound. False for acts that are done many
    times in a row, and that the cards show anyway. `is_about_incidents`: shown on the card and in
    the picture of the open incident. `undo_within`: how long one tap can undo it (None: never).
    `approval`: whether a second person must agree.
    """

    is_told: bool = True
    is_loud: bool = True
    is_about_incidents: bool = False
    undo_within: timedelta | None = None
    approval: Approval = NEVER


RULES: dict[Act, ActRules] = {
    Act.SUSPEND: ActRules(is_about_incidents=True, undo_within=UNDO_WITHIN),
    Act.CHANGE_END: ActRules(is_about_incidents=True, undo_within=UNDO_WITHIN),
    Act.RESUME: ActRules(is_about_incidents=True, approval=Approval(Shared.RESUME_IN_RAID)),
    Act.BLOCK: ActRules(is_loud=False, is_about_incidents=True, undo_within=UNDO_WITHIN),
    Act.UNBLOCK: ActRules(is_loud=False, undo_within=UNDO_WITHIN),
    Act.CHANGE_DELAY: ActRules(undo_within=UNDO_WITHIN),
    # A proposal of this act exists only where a second person is needed.
    Act.CHANGE_REPLY_TEXT: ActRules(undo_within=UNDO_WITHIN, approval=ALWAYS),
    # In a raid these take two as well: senders get other words.
    Act.REMOVE_REPLY_TEXT: ActRules(undo_within=UNDO_WITHIN),
    Act.CHOOSE_LANGUAGE: ActRules(undo_within=UNDO_WITHIN),
    Act.CHANGE_LANGUAGE: ActRules(is_told=False),
    Act.CHANGE_BUDGET: ActRules(undo_within=UNDO_WITHIN, approval=Approval(Shared.RAISE_BUDGET)),
    Act.FUND: ActRules(approval=Approval(Shared.RAISE_BUDGET)),
    # A proposal of it exists only where it lets more be spent, such as a smaller margin.
    Act.CHANGE_MONEY_RULE: ActRules(
        undo_within=UNDO_WITHIN, approval=Approval(Shared.RAISE_BUDGET)
    ),
    # A price below the list makes the caps count less than we pay.
    Act.FIX_PRICE: ActRules(approval=Approval(Shared.RAISE_BUDGET)),
    Act.RELEASE_HELD: ActRules(approval=Approval(Shared.RELEASE)),
    Act.UNPLUG: ActRules(approval=Approval(Shared.UNPLUG)),
    Act.PLUG: ActRules(),
    Act.GUARD: ActRules(is_told=False, is_about_incidents=True),
    Act.UNGUARD: ActRules(is_told=False, is_about_incidents=True),
    Act.ACKNOWLEDGE: ActRules(is_loud=False, is_about_incidents=True),
    # The card shows them.
    Act.AWAKE: ActRules(is_told=False, is_about_incidents=True),
    Act.MUTE: ActRules(is_told=False, is_about_incidents=True),
    Act.TAKE_PHONE: ActRules(undo_within=UNDO_WITHIN),
    Act.BLOCK_MANY: ActRules(is_loud=False, is_about_incidents=True, undo_within=UNDO_MANY_WITHIN),
    Act.UNBLOCK_MANY: ActRules(is_loud=False, is_about_incidents=True),
    Act.RELEASE_GENUINE: ActRules(
        is_loud=False, is_about_incidents=True, approval=Approval(Shared.RELEASE)
    ),
    Act.DROP_HELD: ActRules(is_about_incidents=True),
    Act.DISMISS: ActRules(
        is_about_incidents=True,
        undo_within=UNDO_WITHIN,
        approval=Approval(Shared.RESUME_IN_RAID),
    ),
    Act.REOPEN_INCIDENT: ActRules(is_about_incidents=True),
    Act.RELEASE_REPLIES: ActRules(
        is_loud=False, is_about_incidents=True, approval=Approval(Shared.RELEASE)
    ),
    Act.DROP_REPLIES: ActRules(is_loud=False, is_about_incidents=True),
    Act.INVITE: ActRules(is_loud=False),
    Act.WITHDRAW_INVITATION: ActRules(is_loud=False),
    Act.JOIN: ActRules(),
    Act.CHANGE_ROLE: ActRules(approval=Approval(Shared.CHANGE_TEAM)),
    Act.REMOVE_ORGANIZER: ActRules(approval=Approval(Shared.CHANGE_TEAM)),
    # A proposal of these exists only where a second person is needed.
    Act.LOCK: ActRules(undo_within=UNDO_WITHIN, approval=ALWAYS),
    Act.UNLOCK: ActRules(approval=ALWAYS),
    Act.USE_GROUP: ActRules(),
    Act.LEAVE_GROUP: ActRules(),
    Act.SHARE_ACTS: ActRules(approval=ALWAYS),
    Act.AGREE: ActRules(is_told=False),
    Act.DECLINE: ActRules(is_told=False),
    Act.PREVIEW_TEXT: ActRules(is_loud=False),
    Act.REVEAL: ActRules(),
    Act.POINT_LINES: ActRules(),
    Act.ASSURE: ActRules(is_loud=False),
    Act.CHANGE_COUNTRIES: ActRules(undo_within=UNDO_WITHIN),
    Act.CHANGE_CURRENCY: ActRules(approval=Approval(Shared.RAISE_BUDGET)),
    Act.CHANGE_OWN_LANGUAGE: ActRules(undo_within=UNDO_WITHIN),
    Act.CHANGE_RULE: ActRules(undo_within=UNDO_WITHIN),
    Act.ADOPT_MESSAGES: ActRules(),
}
ABOUT_INCIDENTS = tuple(act for act, rules in RULES.items() if rules.is_about_incidents)
UNDOABLE = frozenset(act for act, rules in RULES.items() if rules.undo_within is not None)


def act_notice(act: Act) -> str:
    """The kind of the notice that tells the other organizers of an act."""
    return f"act.{act}"
