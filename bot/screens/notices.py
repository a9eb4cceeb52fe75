"""What organizers are told without asking: one sentence a notice, and buttons where one can act."""

import html
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from bot.screens.amounts import amounts_in_words
from bot.screens.screen import Button, Screen, joined
from bot.screens.stats import stats_text
from bot.screens.two_people import second_rows, what_in_words
from hotline.checkup_words import Reader, finding_in_words
from hotline.domain.checkups import findings_from
from hotline.usecases.change_money_rule import MoneyRule
from hotline.usecases.halt_sending import NO_ANSWER
from hotline.usecases.reopen import Backlog
from hotline.usecases.show_stats import Period
from hotline.words import Html, Words

_ABOUT_CARDS = ("incident_raid", "incident_again", "incident_unacknowledged")
_UNDONE = ("second_declined", "second_lapsed", "second_overtaken")
_DIGESTS = {"digest": Period.DAY, "weekly": Period.WEEK}
_ABOUT_PEOPLE = ("act.join", "act.lock")


def notice_screen(kind: str, facts: Mapping[str, Any], words: Words, *, now: datetime) -> Screen:
    """`kind` names the sentence; `facts` fill it in. An act by nobody is the hotline's own."""
    if kind == "unwell":
        return _unwell_screen(facts, words, now)
    if kind in _DIGESTS:
        return Screen(stats_text(words(f"stats.title.{_DIGESTS[kind]}"), facts, words))
    by = facts.get("by") or words("somebody")
    values = {**facts, "by": by, **_in_words(facts, words, now)}
    if kind.startswith("act.") and facts.get("organizer_id") is None:
        return Screen(words(f"notice.{kind}.by_itself", **values))
    return Screen(words(f"notice.{_variant(kind, facts)}", **values), _rows(kind, facts, words))


def _unwell_screen(facts: Mapping[str, Any], words: Words, now: datetime) -> Screen:
    """What the hotline found wrong with itself."""
    found = findings_from(facts["findings"])
    sentences = [
        Html("• " + finding_in_words(one, Reader.ORGANIZER, words, now=now)) for one in found
    ]
    text = joined(words("notice.unwell"), *sentences)
    return Screen(text, [[Button(words("menu.doctor"), "go:doctor")]])


def _variant(kind: str, facts: Mapping[str, Any]) -> str:
    if kind in ("cap_reached", "budget_warning", "act.change_budget"):
        return f"{kind}.{facts['cap']}"
    if kind == "act.change_money_rule":
        is_off = facts["rule"] == MoneyRule.INBOUND and not facts["to"]
        return f"{kind}.{facts['rule']}" + ("_off" if is_off else "")
    if kind == "act.assure":
        return f"{kind}.{facts['check']}"
    if kind == "price_drift":
        return _drift_variant(facts)
    if kind == "sending_halted" and facts["code"] == NO_ANSWER:
        return f"{kind}.{NO_ANSWER}"
    variants = {
        "act.suspend": ("until", "act.suspend_until"),
        "act.resume": _resume_variant(facts),
        "organizer_unreachable": ("by", "organizer_unreachable.named"),
        "incident_unacknowledged": ("is_unguarded", "incident_unacknowledged.unguarded"),
        "act.change_reply_text": ("as_version", "act.change_reply_text_back"),
        "act.fund": ("note", "act.fund_noted"),
        "act.fix_price": ("micros", "act.fix_price_fixed"),
        "act.change_role": ("is_you", "act.change_role_yours"),
        "act.share_acts": ("is_on", "act.share_acts_on"),
        "act.unlock": ("is_you", "act.unlock_yours"),
        "act.remove_organizer": ("is_oneself", "act.remove_organizer_left"),
    }
    fact, variant = variants.get(kind, ("", ""))
    return variant if fact and facts.get(fact) else kind


def _resume_variant(facts: Mapping[str, Any]) -> tuple[str, str]:
    """The fact that matters most, and how it is told."""
    if facts.get("is_guarded"):
        return "is_guarded", "act.resume_guarded"
    if facts.get("backlog") == Backlog.GENUINE:
        return "backlog", "act.resume_genuine"
    return "dropped", "act.resume_dropped"


def _drift_variant(facts: Mapping[str, Any]) -> str:
    if facts.get("is_fixed"):
        return "price_drift.fixed"
    return "price_drift" if facts["percent"] > 0 else "price_drift.less"


def _rows(kind: str, facts: Mapping[str, Any], words: Words) -> list[list[Button]]:
    if kind in _ABOUT_CARDS:
        return _card_rows(facts, words)
    if kind == "second_asked":
        return second_rows(facts, words)
    if kind in _UNDONE and "draft_id" in facts:
        return [[Button(words("button.confirm"), f"keep_draft:{facts['draft_id']}")]]
    if kind in _ABOUT_PEOPLE:
        return _member_rows(kind, facts, words)
    if kind != "cap_reached" or "offer_micros" not in facts:
        return []
    cap, offer = facts["cap"], facts["offer_micros"]
    label = words(f"button.raise_{cap}", amount=words.money(offer, facts["currency"]))
    return [
        [Button(label, f"raise:{cap}:{offer}")],
        [Button(words("button.keep_cap"), f"keep_cap:{cap}")],
    ]


def _card_rows(facts: Mapping[str, Any], words: Words) -> list[list[Button]]:
    """The card itself may be far up in the chat."""
    number = str(facts["subject"]).partition(":")[2]
    return [
        [Button(words("button.acknowledge"), f"ack:{number}")],
        [Button(words("button.incident", number=number), f"incident:{number}")],
    ]


def _member_rows(kind: str, facts: Mapping[str, Any], words: Words) -> list[list[Button]]:
    """Whoever has come in can be put out at once; whoever is locked waits for an owner."""
    whom, name = facts["organizer_id"], facts.get("by")
    if kind == "act.lock":
        whom, name = int(str(facts["subject"]).partition(":")[2]), facts.get("whom")
    label = words("button.member", name=name or "").strip()
    return [[Button(html.unescape(label), f"member:{whom}")]]


def _in_words(facts: Mapping[str, Any], words: Words, now: datetime) -> dict[str, object]:
    found = amounts_in_words(facts, words)
    if "until" in facts:
        found["until"] = words.moment(datetime.fromisoformat(facts["until"]), now=now)
    for fact, put in _PUT.items():
        if facts.get(fact) is not None:
            found |= put(facts, words)
    return found


def _subject(facts: Mapping[str, Any], _: Words) -> dict[str, object]:
    kind, _, number = facts["subject"].partition(":")
    return {"number": number} if kind == "incident" else {}


def _saved(facts: Mapping[str, Any], words: Words) -> dict[str, object]:
    return {"amount": words.money(facts["saved_micros"], facts["currency"])}


def _delay(facts: Mapping[str, Any], words: Words) -> dict[str, object]:
    return {"delay": words.duration(timedelta(seconds=facts["to_seconds"]))}


def _summary(facts: Mapping[str, Any], words: Words) -> dict[str, object]:
    return {
        "messages": words.count("incident.messages", facts["messages"]),
        "senders": words.count("incident.senders", facts["senders"]),
        "replies": words.count("incident.replies", facts["sent"]),
        "held": facts["held"],
    }


def _percent(facts: Mapping[str, Any], _: Words) -> dict[str, object]:
    # The margin: the next five that covers it.
    return {
        "percent": f"{facts['percent']:+d}",
        "margin": -(-max(facts["percent"], 0) // 5) * 5,
    }


def _role(facts: Mapping[str, Any], words: Words) -> dict[str, object]:
    return {"role": words(f"role.{facts['role']}")}


def _what(facts: Mapping[str, Any], words: Words) -> dict[str, object]:
    return {"what": what_in_words(facts, words)}


def _shared(facts: Mapping[str, Any], words: Words) -> dict[str, object]:
    return {"shared": words(f"shared.{facts['shared']}")}


def _language(facts: Mapping[str, Any], words: Words) -> dict[str, object]:
    return {"language": words.language_name(facts["language"])}


def _why(facts: Mapping[str, Any], words: Words) -> dict[str, object]:
    return {"why": words(f"reveal.why.{facts['why']}")}


def _rule(facts: Mapping[str, Any], words: Words) -> dict[str, object]:
    to, is_percent = facts["to"], facts["rule"] == MoneyRule.MARGIN
    return {"value": to if is_percent else words.money(to, facts["currency"])}


def _countries(facts: Mapping[str, Any], words: Words) -> dict[str, object]:
    return {"countries": words.countries(facts["countries"])}


# What a fact adds to the sentence.
_PUT: dict[str, Callable[[Mapping[str, Any], Words], dict[str, object]]] = {
    "subject": _subject,
    "saved_micros": _saved,
    "to_seconds": _delay,
    "messages": _summary,
    "percent": _percent,
    "role": _role,
    "what": _what,
    "shared": _shared,
    "rule": _rule,
    "language": _language,
    "why": _why,
    "countries": _countries,
}
