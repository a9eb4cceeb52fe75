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


# After this, whoever wants it otherwise says so with a new act, looking at the state as it is.
UNDO_WITHIN = timedelta(minutes=10)
# An audit entry, and no notice: nobody's business, or told by the incident's card.
UNTOLD = frozenset({Act.CHANGE_LANGUAGE, Act.GUARD, Act.UNGUARD})
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
    }
)
