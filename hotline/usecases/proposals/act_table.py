"""The table of acts: what each act keeps, how it is done once confirmed, and how it is undone.

The rules of each act are in `hotline.domain.acts.RULES`, its screens in `bot.screens.act_screens`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import Connection

from hotline.domain.acts import Act
from hotline.domain.consents import Consent
from hotline.domain.facts import Facts, NoFacts
from hotline.usecases.acts.request_approval import AnswerFacts
from hotline.usecases.checkups.record_assurance import AssureFacts
from hotline.usecases.incidents.ask_incident_act import (
    BlockManyProposal,
    DismissProposal,
    SettleProposal,
)
from hotline.usecases.incidents.block_incident_senders import (
    BlockedMany,
    BlockManyFacts,
    BlockManyKept,
)
from hotline.usecases.incidents.dismiss_incident import Dismissed, DismissFacts, DismissKept
from hotline.usecases.incidents.mute_incident import MuteFacts
from hotline.usecases.incidents.reopen_incident import ReopenFacts
from hotline.usecases.lines.plug import LinesFacts, PlugFacts
from hotline.usecases.lines.set_line_webhooks import Pointed
from hotline.usecases.lines.unplug import Unplugged
from hotline.usecases.mode.change_end import EndFacts
from hotline.usecases.mode.reopen import Resumed, ResumeFacts
from hotline.usecases.mode.resume import ResumeProposal
from hotline.usecases.mode.suspend import SuspendFacts
from hotline.usecases.money.add_funds import FundFacts, FundProposal
from hotline.usecases.money.change_budget import BudgetChanged, BudgetFacts, BudgetProposal
from hotline.usecases.money.change_currency import CurrencyChanged, CurrencyFacts
from hotline.usecases.money.change_money_rule import MoneyRuleChanged, MoneyRuleFacts
from hotline.usecases.money.fix_price import PriceFacts, PriceFixed, PriceProposal
from hotline.usecases.proposals import confirmed_acts as do
from hotline.usecases.proposals import undo_steps as undo
from hotline.usecases.proposals.set_approval_rule import (
    ApprovalRuleChanged,
    ApprovalRuleFacts,
    ApprovalRuleProposal,
)
from hotline.usecases.proposals.undo_steps import UnblockManyFacts, Undoing
from hotline.usecases.replies.adopt_messages import AdoptFacts
from hotline.usecases.replies.release_held_for_budget import Released, ReleaseFacts, ReleaseProposal
from hotline.usecases.replies.settle_held_replies import RepliesProposal, Settled, SettleFacts
from hotline.usecases.reply_texts.preview_text import PreviewFacts
from hotline.usecases.reply_texts.publish_text import DraftProposal, TextFacts, TextPublished
from hotline.usecases.reply_texts.remove_text import TextRemoved
from hotline.usecases.senders.block_sender import BlockFacts
from hotline.usecases.senders.order_block import BlockedSeveral, BlockProposal
from hotline.usecases.senders.reveal_number import RevealFacts
from hotline.usecases.senders.unblock_sender import UnblockFacts
from hotline.usecases.setup.change_countries import CountriesFacts
from hotline.usecases.setup.change_delay import DelayChanged, DelayFacts
from hotline.usecases.setup.change_hotline_language import OwnLanguageFacts
from hotline.usecases.setup.change_rule import HotlineRuleFacts
from hotline.usecases.setup.choose_language import LanguageChoice, LanguageChosen
from hotline.usecases.team.ask_team_act import TeamProposal
from hotline.usecases.team.change_organizer_language import LanguageFacts
from hotline.usecases.team.change_role import RoleChanged, RoleFacts
from hotline.usecases.team.invite import InviteFacts
from hotline.usecases.team.join_team import JoinFacts
from hotline.usecases.team.lock_organizer import Locked, LockProposal, Unlocked
from hotline.usecases.team.remove_organizer import Removed
from hotline.usecases.team.take_phone import PhoneFacts

Done = (
    BudgetChanged
    | PriceFixed
    | Released
    | Unplugged
    | BlockedMany
    | BlockedSeveral
    | DelayChanged
    | Settled
    | Dismissed
    | RoleChanged
    | Removed
    | Resumed
    | TextPublished
    | TextRemoved
    | LanguageChosen
    | ApprovalRuleChanged
    | Pointed
    | CurrencyChanged
    | MoneyRuleChanged
    | Locked
    | Unlocked
)
F = TypeVar("F", bound=Facts)


@dataclass(frozen=True)
class Deed:
    """How an act is done after its author confirmed it. `facts`: what its proposal keeps."""

    facts: type[Facts]
    do: Callable[[Connection, Consent, Any, datetime], Done]


@dataclass(frozen=True)
class Undo:
    """How one tap undoes an act. `kept`: what its audit entry keeps for the undo."""

    kept: type[Facts]
    undo: Callable[[Connection, Undoing, Any], None]


@dataclass(frozen=True)
class ActRow:
    """One act. `facts`: what its audit entry and its notice keep.

    `deed` None: it never needs a confirmation. `undo` None: no tap undoes it.
    """

    facts: type[Facts]
    deed: Deed | None = None
    undo: Undo | None = None


def _deed(facts: type[F], do: Callable[[Connection, Consent, F, datetime], Done]) -> Deed:
    return Deed(facts, do)


def _undo(kept: type[F], undo: Callable[[Connection, Undoing, F], None]) -> Undo:
    return Undo(kept, undo)


ACTS: dict[Act, ActRow] = {
    Act.SUSPEND: ActRow(SuspendFacts, undo=_undo(SuspendFacts, undo.undo_suspension)),
    Act.CHANGE_END: ActRow(EndFacts, undo=_undo(EndFacts, undo.undo_change_of_end)),
    Act.RESUME: ActRow(ResumeFacts, _deed(ResumeProposal, do.resume_in_raid)),
    Act.BLOCK: ActRow(
        BlockFacts, _deed(BlockProposal, do.block_named), _undo(BlockFacts, undo.undo_block)
    ),
    Act.UNBLOCK: ActRow(UnblockFacts, undo=_undo(UnblockFacts, undo.undo_unblock)),
    Act.CHANGE_DELAY: ActRow(
        DelayFacts, _deed(DelayFacts, do.shorten_delay), _undo(DelayFacts, undo.undo_delay)
    ),
    Act.CHANGE_REPLY_TEXT: ActRow(
        TextFacts, _deed(DraftProposal, do.publish_draft), _undo(TextFacts, undo.undo_text)
    ),
    Act.REMOVE_REPLY_TEXT: ActRow(
        TextFacts, _deed(TextFacts, do.remove_text), _undo(TextFacts, undo.undo_removal)
    ),
    Act.CHOOSE_LANGUAGE: ActRow(
        LanguageChoice,
        _deed(LanguageChoice, do.choose_country_language),
        _undo(LanguageChoice, undo.undo_choice),
    ),
    Act.CHANGE_LANGUAGE: ActRow(LanguageFacts),
    Act.CHANGE_BUDGET: ActRow(
        BudgetFacts, _deed(BudgetProposal, do.raise_budget), _undo(BudgetFacts, undo.undo_budget)
    ),
    Act.FUND: ActRow(FundFacts, _deed(FundProposal, do.fund_hotline)),
    Act.CHANGE_MONEY_RULE: ActRow(
        MoneyRuleFacts,
        _deed(MoneyRuleFacts, do.set_rule_of_money),
        _undo(MoneyRuleFacts, undo.undo_money_rule),
    ),
    Act.FIX_PRICE: ActRow(PriceFacts, _deed(PriceProposal, do.fix_country_price)),
    Act.RELEASE_HELD: ActRow(ReleaseFacts, _deed(ReleaseProposal, do.release_for_budget)),
    Act.UNPLUG: ActRow(LinesFacts, _deed(LinesFacts, do.unplug_all)),
    Act.PLUG: ActRow(PlugFacts),
    Act.GUARD: ActRow(NoFacts),
    Act.UNGUARD: ActRow(NoFacts),
    Act.ACKNOWLEDGE: ActRow(NoFacts),
    Act.AWAKE: ActRow(NoFacts),
    Act.MUTE: ActRow(MuteFacts),
    Act.TAKE_PHONE: ActRow(PhoneFacts, undo=_undo(PhoneFacts, undo.undo_phone)),
    Act.BLOCK_MANY: ActRow(
        BlockManyFacts,
        _deed(BlockManyProposal, do.block_all),
        _undo(BlockManyKept, undo.undo_block_many),
    ),
    Act.UNBLOCK_MANY: ActRow(UnblockManyFacts),
    Act.RELEASE_GENUINE: ActRow(SettleFacts, _deed(SettleProposal, do.release_genuine)),
    Act.DROP_HELD: ActRow(SettleFacts, _deed(SettleProposal, do.drop_held)),
    Act.DISMISS: ActRow(
        DismissFacts, _deed(DismissProposal, do.dismiss), _undo(DismissKept, undo.undo_dismissal)
    ),
    Act.REOPEN_INCIDENT: ActRow(ReopenFacts),
    Act.RELEASE_REPLIES: ActRow(SettleFacts, _deed(RepliesProposal, do.release_all)),
    Act.DROP_REPLIES: ActRow(SettleFacts, _deed(RepliesProposal, do.drop_all)),
    Act.INVITE: ActRow(InviteFacts),
    Act.WITHDRAW_INVITATION: ActRow(NoFacts),
    Act.JOIN: ActRow(JoinFacts),
    Act.CHANGE_ROLE: ActRow(RoleFacts, _deed(TeamProposal, do.set_role)),
    Act.REMOVE_ORGANIZER: ActRow(NoFacts, _deed(TeamProposal, do.put_out)),
    Act.LOCK: ActRow(
        NoFacts, _deed(LockProposal, do.lock_last_owner), _undo(NoFacts, undo.undo_lock)
    ),
    Act.UNLOCK: ActRow(NoFacts, _deed(LockProposal, do.unlock)),
    Act.USE_GROUP: ActRow(NoFacts),
    Act.LEAVE_GROUP: ActRow(NoFacts),
    Act.SHARE_ACTS: ActRow(ApprovalRuleFacts, _deed(ApprovalRuleProposal, do.ask_one_again)),
    Act.AGREE: ActRow(AnswerFacts),
    Act.DECLINE: ActRow(AnswerFacts),
    Act.PREVIEW_TEXT: ActRow(PreviewFacts),
    Act.REVEAL: ActRow(RevealFacts),
    Act.POINT_LINES: ActRow(LinesFacts, _deed(LinesFacts, do.point_all)),
    Act.ASSURE: ActRow(AssureFacts),
    Act.CHANGE_COUNTRIES: ActRow(CountriesFacts, undo=_undo(CountriesFacts, undo.undo_countries)),
    Act.CHANGE_CURRENCY: ActRow(CurrencyFacts, _deed(CurrencyFacts, do.count_in)),
    Act.CHANGE_OWN_LANGUAGE: ActRow(
        OwnLanguageFacts, undo=_undo(OwnLanguageFacts, undo.undo_own_language)
    ),
    Act.ADOPT_MESSAGES: ActRow(AdoptFacts),
    Act.CHANGE_RULE: ActRow(HotlineRuleFacts, undo=_undo(HotlineRuleFacts, undo.undo_rule)),
}
