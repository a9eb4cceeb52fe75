"""What an organizer sees once an act that they confirmed is done: a screen for each result."""

from collections.abc import Callable
from typing import Any, TypeVar

from bot.screens.approvals import shared_screen
from bot.screens.budget import (
    budget_changed_screen,
    money_rule_changed_screen,
    price_fixed_screen,
    released_screen,
)
from bot.screens.country_languages import language_chosen_screen
from bot.screens.currency import currency_changed_screen
from bot.screens.delay import delay_changed_screen
from bot.screens.incidents.acts import blocked_many_screen, dismissed_screen, settled_screen
from bot.screens.lines import pointing_screen, unplugging_screen
from bot.screens.mode import resumed_screen
from bot.screens.reply_text import kept_screen
from bot.screens.reply_text import removed_screen as text_removed_screen
from bot.screens.screen import Screen
from bot.screens.senders import blocked_several_screen
from bot.screens.team import removed_screen, role_changed_screen
from hotline.domain.roles import Role
from hotline.usecases.incidents.block_incident_senders import BlockedMany
from hotline.usecases.incidents.dismiss_incident import Dismissed
from hotline.usecases.lines.set_line_webhooks import Pointed
from hotline.usecases.lines.unplug import Unplugged
from hotline.usecases.mode.reopen import Resumed
from hotline.usecases.money.change_budget import BudgetChanged
from hotline.usecases.money.change_currency import CurrencyChanged
from hotline.usecases.money.change_money_rule import MoneyRuleChanged
from hotline.usecases.money.fix_price import PriceFixed
from hotline.usecases.proposals.act_table import Done
from hotline.usecases.proposals.set_approval_rule import ApprovalRuleChanged
from hotline.usecases.replies.release_held_for_budget import Released
from hotline.usecases.replies.settle_held_replies import Settled
from hotline.usecases.reply_texts.publish_text import TextPublished
from hotline.usecases.reply_texts.remove_text import TextRemoved
from hotline.usecases.senders.order_block import BlockedSeveral
from hotline.usecases.setup.change_delay import DelayChanged
from hotline.usecases.setup.choose_language import LanguageChosen
from hotline.usecases.team.change_role import RoleChanged
from hotline.usecases.team.lock_organizer import Locked, Unlocked
from hotline.usecases.team.remove_organizer import Removed
from hotline.words import Words

_T = TypeVar("_T")
_Row = tuple[type, Callable[[Any, Words], Screen]]


def act_screen(done: Done, words: Words) -> Screen:
    """Shows what was done. An errand has no result yet: the screen says that the worker does it."""
    return ACT_SCREENS[type(done)](done, words)


def _row(kind: type[_T], screen: Callable[[_T, Words], Screen]) -> _Row:
    return kind, screen


ACT_SCREENS: dict[type, Callable[[Any, Words], Screen]] = dict(
    [
        _row(Unplugged, lambda _, words: unplugging_screen(words)),
        _row(Pointed, lambda _, words: pointing_screen(words)),
        _row(CurrencyChanged, currency_changed_screen),
        _row(BudgetChanged, budget_changed_screen),
        _row(PriceFixed, price_fixed_screen),
        _row(Released, released_screen),
        _row(BlockedMany, blocked_many_screen),
        _row(DelayChanged, delay_changed_screen),
        _row(BlockedSeveral, blocked_several_screen),
        _row(Settled, settled_screen),
        _row(Dismissed, dismissed_screen),
        _row(RoleChanged, role_changed_screen),
        _row(Removed, removed_screen),
        _row(Resumed, resumed_screen),
        _row(TextPublished, kept_screen),
        _row(TextRemoved, text_removed_screen),
        _row(LanguageChosen, language_chosen_screen),
        _row(MoneyRuleChanged, money_rule_changed_screen),
        _row(Locked, lambda _, words: Screen(words("lock.done_owner"))),
        _row(Unlocked, lambda _, words: Screen(words("unlock.done"))),
        _row(ApprovalRuleChanged, lambda done, words: shared_screen(Role.OWNER, done, words)),
    ]
)
