"""What organizers do: the verbs of audit entries, and what undoes them."""

from datetime import timedelta
from enum import StrEnum


class Act(StrEnum):
    """Kept in `audit_entries.verb`; a notice to the others is `act.<verb>`."""

    SUSPEND = "suspend"
    RESUME = "resume"
    BLOCK = "block"
    UNBLOCK = "unblock"
    CHANGE_DELAY = "change_delay"
    CHANGE_REPLY_TEXT = "change_reply_text"
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
    BLOCK_MANY = "block_many"
    UNBLOCK_MANY = "unblock_many"
    RELEASE_GENUINE = "release_genuine"
    DROP_HELD = "drop_held"
    DISMISS = "dismiss"
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


# After this, whoever wants it otherwise says so with a new act, looking at the state as it is.
UNDO_WITHIN = timedelta(minutes=10)
# No command takes hundreds of blocks back one by one.
UNDO_MANY_WITHIN = timedelta(hours=24)
# An audit entry, and no notice: nobody's business, or told otherwise.
UNTOLD = frozenset({Act.CHANGE_LANGUAGE, Act.GUARD, Act.UNGUARD, Act.AGREE, Act.DECLINE})
# What is done about an incident: shown on its card, and in its picture.
ABOUT_INCIDENTS = (
    Act.SUSPEND,
    Act.RESUME,
    Act.BLOCK,
    Act.BLOCK_MANY,
    Act.UNBLOCK_MANY,
    Act.GUARD,
    Act.UNGUARD,
    Act.ACKNOWLEDGE,
    Act.RELEASE_GENUINE,
    Act.DROP_HELD,
    Act.RELEASE_REPLIES,
    Act.DROP_REPLIES,
    Act.DISMISS,
)
# Others are told of them without a sound: at work one does many, and the cards show them.
QUIET = frozenset(
    {
        Act.BLOCK,
        Act.UNBLOCK,
        Act.BLOCK_MANY,
        Act.UNBLOCK_MANY,
        Act.RELEASE_REPLIES,
        Act.DROP_REPLIES,
        Act.RELEASE_GENUINE,
        Act.ACKNOWLEDGE,
        Act.INVITE,
        Act.WITHDRAW_INVITATION,
        Act.PREVIEW_TEXT,
        Act.ASSURE,
    }
)
UNDOABLE = frozenset(
    {
        Act.SUSPEND,
        Act.BLOCK,
        Act.UNBLOCK,
        Act.BLOCK_MANY,
        Act.CHANGE_DELAY,
        Act.CHANGE_REPLY_TEXT,
        Act.CHANGE_BUDGET,
        Act.CHANGE_MONEY_RULE,
        Act.CHANGE_COUNTRIES,
        Act.LOCK,
    }
)
