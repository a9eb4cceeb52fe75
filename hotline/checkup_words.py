"""The findings of a check-up in sentences: what is wrong, and how to fix it."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from hotline.domain.checkups import Check, Finding, State
from hotline.words import Html, Words


class Reader(StrEnum):
    """Who reads a check-up. Only owners, in the bot, can fix something by a tap."""

    OWNER = "owner"
    ORGANIZER = "organizer"
    TERMINAL = "terminal"


# A balance that lasts longer than this is shown without a length.
_MOST_DAYS = 999
# The room for findings, of the 4096 characters of a Telegram message. The rest is only counted.
_ROOM = 3000
# The problems that every check can have.
_ANYWHERE = ("unasked", "failed", "too_slow")
# What a tap can do: set something, or say that something is true.
_WAYS = ("set", "say")
_TITLES = {
    State.WRONG: "doctor.to_mend",
    State.UNKNOWN: "doctor.not_looked",
    State.ADVICE: "doctor.to_know",
}


def checkup_in_words(
    findings: Sequence[Finding], reader: Reader, words: Words, *, now: datetime
) -> Html:
    """The whole check-up, as one message: what is wrong comes first."""
    lines = [words("doctor.title", moment=words.moment(now, now=now))]
    room, untold = _ROOM, 0
    for state, title in _TITLES.items():
        told = []
        for one in findings:
            if one.state is not state:
                continue
            sentence = finding_in_words(one, reader, words, now=now)
            room -= len(sentence)
            untold += room < 0
            told += [Html("• " + sentence)] if room >= 0 else []
        lines += [Html(""), words(title), *told] if told else []
    if all(one.state is State.FINE for one in findings):
        lines.append(words("doctor.all_fine"))
    if untold:
        lines.append(words.count("doctor.more", untold))
    return Html("\n".join([*lines, "", _fine_in_words(findings, words, now)]))


def finding_in_words(finding: Finding, reader: Reader, words: Words, *, now: datetime) -> Html:
    """One finding in a sentence: what is wrong, and how to fix it."""
    if finding.problem in _ANYWHERE:
        what = words(f"doctor.{finding.check}")
        return words(f"doctor.{finding.problem}", what=what, **finding.facts)
    values = _values(finding, words, now)
    values |= {way: words(f"doctor.{way}.{reader}") for way in _WAYS}
    key = f"doctor.{finding.check}.{finding.problem}"
    # A newer program may have found something that this one has no sentence for.
    return words(key, **values) if words.has(key) else words(f"doctor.{finding.check}")


def _fine_in_words(findings: Sequence[Finding], words: Words, now: datetime) -> Html:
    """Everything that is fine, each check once; without checks that also found a problem."""
    others = {one.check for one in findings if one.state is not State.FINE}
    named: dict[Check, Html] = {}
    for one in findings:
        if one.state is State.FINE and one.check not in others:
            key = f"doctor.{one.check}.is"
            named.setdefault(
                one.check,
                words(key, **_values(one, words, now))
                if words.has(key)
                else words(f"doctor.{one.check}"),
            )
    return words("doctor.fine", list=Html(", ".join(named.values()))) if named else Html("")


def _values(finding: Finding, words: Words, now: datetime) -> dict[str, object]:
    facts = finding.facts
    values: dict[str, object] = dict(facts)
    for name, put in _PUT.items():
        if facts.get(name) is not None:
            values |= put(facts, words, now)
    return values


def _amount(facts: Mapping[str, Any], words: Words, now: datetime) -> dict[str, object]:
    """The balance, with an earlier one and how long it lasts, where known."""
    currency = facts["currency"]
    amount = words.money(facts["micros"], currency)
    if "earlier_micros" in facts:
        earlier = words.money(facts["earlier_micros"], currency)
        moment = words.moment(datetime.fromisoformat(facts["earlier_at"]), now=now)
        amount = words("doctor.earlier", amount=amount, earlier=earlier, moment=moment)
    if facts.get("days") is not None and facts["days"] <= _MOST_DAYS:
        amount = words.count("doctor.lasts", facts["days"], amount=amount)
    return {"amount": amount}


def _cap(facts: Mapping[str, Any], words: Words, _: datetime) -> dict[str, object]:
    return {"cap": words.money(facts["cap_micros"], facts["currency"])}


def _countries(facts: Mapping[str, Any], words: Words, _: datetime) -> dict[str, object]:
    return {"countries": words.countries(facts["countries"])}


def _at(facts: Mapping[str, Any], words: Words, now: datetime) -> dict[str, object]:
    return {"at": words.moment(datetime.fromisoformat(facts["at"]), now=now)}


def _age(facts: Mapping[str, Any], words: Words, _: datetime) -> dict[str, object]:
    return {"age": words.duration(timedelta(seconds=facts["age_seconds"]))}


def _length(facts: Mapping[str, Any], words: Words, _: datetime) -> dict[str, object]:
    return {"length": words.duration(timedelta(seconds=abs(facts["seconds"])))}


# The values that each fact adds to the sentence.
_PUT: dict[str, Callable[[Mapping[str, Any], Words, datetime], dict[str, object]]] = {
    "micros": _amount,
    "cap_micros": _cap,
    "countries": _countries,
    "at": _at,
    "age_seconds": _age,
    "seconds": _length,
}
