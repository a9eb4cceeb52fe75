"""What a check-up found, in sentences: what is wrong, and how to mend it."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from hotline.domain.checkups import Check, Finding, State
from hotline.words import Html, Words

# Nothing lasts that long, and nobody plans so far.
_MOST_DAYS = 999
# A message holds 4096 characters; whoever has more to mend than this begins somewhere.
_MOST_TOLD = 12
_TITLES = {
    State.WRONG: "doctor.to_mend",
    State.UNKNOWN: "doctor.not_looked",
    State.ADVICE: "doctor.to_know",
}


def checkup_in_words(findings: list[Finding], words: Words, *, now: datetime) -> Html:
    """The whole of it; `findings` are what is wrong first."""
    told = [one for one in findings if one.state is not State.FINE][:_MOST_TOLD]
    untold = sum(one.state is not State.FINE for one in findings) - len(told)
    lines = [words("doctor.title", moment=words.moment(now, now=now))]
    for state, title in _TITLES.items():
        of_state = [one for one in told if one.state is state]
        lines += _section(of_state, words(title), words, now)
    if not told:
        lines.append(words("doctor.all_fine"))
    if untold:
        lines.append(words.count("doctor.more", untold))
    return Html("\n".join([*lines, "", _fine_in_words(findings, words, now=now)]))


def _section(findings: list[Finding], title: Html, words: Words, now: datetime) -> list[Html]:
    if not findings:
        return []
    sentences = [Html("• " + problem_in_words(one, words, now=now)) for one in findings]
    return [Html(""), title, *sentences]


def problem_in_words(finding: Finding, words: Words, *, now: datetime) -> Html:
    """A sentence; of what is fine, its name."""
    key = f"doctor.{finding.check}"
    if finding.problem:
        key = f"{key}.{finding.problem}"
    return words(key, **_values(finding, words, now))


def _fine_in_words(findings: list[Finding], words: Words, *, now: datetime) -> Html:
    """Everything that is fine, each thing once; not what is also wrong elsewhere."""
    others = {one.check for one in findings if one.state is not State.FINE}
    named: dict[Check, Html] = {}
    for one in findings:
        if one.state is State.FINE and one.check not in others:
            named.setdefault(one.check, problem_in_words(one, words, now=now))
    return words("doctor.fine", list=Html(", ".join(named.values()))) if named else Html("")


def _values(finding: Finding, words: Words, now: datetime) -> dict[str, object]:
    facts = finding.facts
    values: dict[str, object] = dict(facts)
    for name, put in _PUT.items():
        if facts.get(name) is not None:
            values |= put(facts, words, now)
    return values


def _amount(facts: Mapping[str, Any], words: Words, now: datetime) -> dict[str, object]:
    """With what it was earlier, and how long it lasts."""
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


# What a fact adds to the sentence.
_PUT: dict[str, Callable[[Mapping[str, Any], Words, datetime], dict[str, object]]] = {
    "micros": _amount,
    "cap_micros": _cap,
    "countries": _countries,
    "at": _at,
    "age_seconds": _age,
    "seconds": _length,
}
