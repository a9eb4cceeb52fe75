"""What the others are told of each act: one sentence for each act, in its variants."""

from collections.abc import Mapping

from bot.screens.rules import rule_length
from bot.screens.screen import Button
from bot.screens.sentences import BY_ITSELF, Sentence, sentence
from hotline.domain.acts import RULES, Act
from hotline.domain.checkups import ASSURABLE
from hotline.domain.facts import NoFacts
from hotline.domain.modes import Backlog
from hotline.domain.money import Cap
from hotline.usecases.checkups.record_assurance import AssureFacts
from hotline.usecases.incidents.block_incident_senders import BlockManyFacts
from hotline.usecases.lines.plug import LinesFacts, PlugFacts
from hotline.usecases.mode.change_end import EndFacts
from hotline.usecases.mode.reopen import ResumeFacts
from hotline.usecases.mode.suspend import SuspendFacts
from hotline.usecases.money.add_funds import FundFacts
from hotline.usecases.money.change_budget import BudgetFacts
from hotline.usecases.money.change_money_rule import MoneyRule, MoneyRuleFacts
from hotline.usecases.money.fix_price import PriceFacts
from hotline.usecases.proposals.act_table import ACTS
from hotline.usecases.proposals.set_approval_rule import ApprovalRuleFacts
from hotline.usecases.replies.adopt_messages import AdoptFacts
from hotline.usecases.reply_texts.publish_text import TextFacts
from hotline.usecases.reports.find_names import Names
from hotline.usecases.senders.unblock_sender import UnblockFacts
from hotline.usecases.setup.change_rule import HotlineRule, HotlineRuleFacts
from hotline.usecases.setup.choose_language import LanguageChoice
from hotline.usecases.team.change_role import RoleFacts
from hotline.usecases.team.join_team import JoinFacts
from hotline.usecases.team.take_phone import PhoneFacts
from hotline.words import Words, as_plain_text

_RESUMED = ("", "_guarded", "_genuine", "_dropped")
_RESUMED_BY_ITSELF = ("", "_guarded", "_leaving")


def _resumed(facts: ResumeFacts, names: Names) -> str:
    """The variant that matters most: the guard, then what became of the backlog."""
    if names.by_itself:
        leaving = "_leaving" if facts.leaving else ""
        return BY_ITSELF + ("_guarded" if facts.is_guarded else leaving)
    if facts.is_guarded:
        return "_guarded"
    if facts.backlog is Backlog.GENUINE:
        return "_genuine"
    return "_dropped" if facts.dropped else ""


def _money_rule(facts: MoneyRuleFacts, _: Names) -> str:
    if facts.after is None:
        return ".unplug_never" if facts.rule is MoneyRule.UNPLUG else f".{facts.rule}_auto"
    is_off = facts.rule is MoneyRule.INBOUND and not facts.after
    return f".{facts.rule}" + ("_off" if is_off else "")


def _rule(facts: HotlineRuleFacts, _: Names) -> str:
    return f".{facts.rule}_never" if facts.after is None else f".{facts.rule}"


def _phone(facts: PhoneFacts, names: Names) -> str:
    if facts.whom_id is None:
        return "_nobody"
    if names.is_you:
        return "_yours"
    return "" if facts.until is None else "_until"


def _rule_length(facts: HotlineRuleFacts, words: Words) -> Mapping[str, object]:
    if facts.after is None:
        return {}
    return {"length": rule_length(facts.rule, facts.after, words)}


def _rule_value(facts: MoneyRuleFacts, words: Words) -> Mapping[str, object]:
    after, is_percent = facts.after or 0, facts.rule is MoneyRule.MARGIN
    return {"value": after if is_percent else words.money(after, facts.currency)}


def _saved(facts: BlockManyFacts, words: Words) -> Mapping[str, object]:
    return {"amount": words.cents(facts.saved_micros, facts.currency)}


def _who_joined(_: JoinFacts, names: Names, words: Words) -> list[list[Button]]:
    """A button to the person who joined, so that they can be removed at once."""
    return [] if names.by_id is None else _member_row(names.by_id, names.by, words)


def _plug_again(_: LinesFacts, __: Names, words: Words) -> list[list[Button]]:
    return [[Button(words("menu.plug"), "go:plug")]]


def _who_is_locked(_: NoFacts, names: Names, words: Words) -> list[list[Button]]:
    """A button to the person who is locked: they wait for an owner."""
    return [] if names.whom_id is None else _member_row(names.whom_id, names.whom, words)


def _member_row(whom: int, name: str | None, words: Words) -> list[list[Button]]:
    label = as_plain_text(words("button.member", name=name or "")).strip()
    return [[Button(label, f"member:{whom}")]]


_SPECIAL: dict[Act, Sentence] = {
    Act.SUSPEND: sentence(
        SuspendFacts, ("", "_until"), lambda facts, _: "_until" if facts.until else ""
    ),
    Act.RESUME: sentence(
        ResumeFacts,
        (*_RESUMED, *(f"{BY_ITSELF}{ending}" for ending in _RESUMED_BY_ITSELF)),
        _resumed,
        more=lambda facts, _: {"count": facts.leaving},
    ),
    Act.CHANGE_END: sentence(
        EndFacts, ("", "_until"), lambda facts, _: "_until" if facts.until else ""
    ),
    Act.CHANGE_BUDGET: sentence(
        BudgetFacts, tuple(f".{cap}" for cap in Cap), lambda facts, _: f".{facts.cap}"
    ),
    Act.CHANGE_MONEY_RULE: sentence(
        MoneyRuleFacts,
        (*(f".{rule}" for rule in MoneyRule), ".inbound_off", ".hour_auto", ".unplug_never"),
        _money_rule,
        more=_rule_value,
    ),
    Act.ADOPT_MESSAGES: sentence(AdoptFacts),
    Act.CHANGE_RULE: sentence(
        HotlineRuleFacts,
        (*(f".{rule}" for rule in HotlineRule), ".repeat_never"),
        _rule,
        more=_rule_length,
    ),
    Act.ASSURE: sentence(
        AssureFacts, tuple(f".{check}" for check in ASSURABLE), lambda facts, _: f".{facts.check}"
    ),
    Act.CHANGE_REPLY_TEXT: sentence(
        TextFacts, ("", "_back"), lambda facts, _: "_back" if facts.as_version else ""
    ),
    Act.CHOOSE_LANGUAGE: sentence(
        LanguageChoice, more=lambda facts, words: {"country": words.countries([facts.country])}
    ),
    Act.FUND: sentence(
        FundFacts,
        ("", "_noted"),
        lambda facts, names: "_noted" if facts.note or names.note else "",
    ),
    Act.FIX_PRICE: sentence(
        PriceFacts, ("", "_fixed"), lambda facts, _: "_fixed" if facts.micros else ""
    ),
    Act.BLOCK_MANY: sentence(BlockManyFacts, more=_saved),
    Act.TAKE_PHONE: sentence(PhoneFacts, ("", "_until", "_nobody", "_yours"), _phone),
    Act.PLUG: sentence(
        PlugFacts, ("", "_check"), lambda facts, _: "_check" if facts.is_check else ""
    ),
    Act.UNPLUG: sentence(LinesFacts, by_itself=True, rows=_plug_again),
    Act.JOIN: sentence(JoinFacts, rows=_who_joined),
    Act.LOCK: sentence(NoFacts, rows=_who_is_locked),
    Act.CHANGE_ROLE: sentence(
        RoleFacts, ("", "_yours"), lambda _, names: "_yours" if names.is_you else ""
    ),
    Act.UNLOCK: sentence(
        NoFacts, ("", "_yours"), lambda _, names: "_yours" if names.is_you else "", by_itself=True
    ),
    Act.REMOVE_ORGANIZER: sentence(
        NoFacts, ("", "_left"), lambda _, names: "_left" if names.is_oneself else ""
    ),
    Act.SHARE_ACTS: sentence(
        ApprovalRuleFacts, ("", "_on"), lambda facts, _: "_on" if facts.is_on else ""
    ),
    Act.UNBLOCK: sentence(UnblockFacts, by_itself=True),
    Act.LEAVE_GROUP: sentence(NoFacts, by_itself=True),
}
# For every act that the others are told of. Most have one sentence, filled by their facts.
ACT_SENTENCES: dict[Act, Sentence] = {
    act: _SPECIAL.get(act, sentence(row.facts)) for act, row in ACTS.items() if RULES[act].is_told
}
