"""A check-up: what was checked, what was found, and what people are told about it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Self

from hotline.domain.facts import Facts
from hotline.domain.notices import NoticeKind


class Check(StrEnum):
    """What is checked, in the order in which it is shown."""

    PARTS = "parts"
    SENDING = "sending"
    DELIVERY = "delivery"
    ACCOUNT = "account"
    LINE = "line"
    TEXTS = "texts"
    CALLS = "calls"
    ADDRESS = "address"
    SIGNATURE = "signature"
    SENDER = "sender"
    COUNTRIES = "countries"
    PRICES = "prices"
    BALANCE = "balance"
    DATABASE = "database"
    KEY = "key"
    QUEUE = "queue"
    CLOCK = "clock"
    TEAM = "team"
    BACKUP_ALERTS = "second_way"
    KEY_BACKUP = "key_backup"
    RECHARGE = "recharge"


# What no program can check: people confirm it instead.
ASSURABLE = (Check.KEY_BACKUP, Check.RECHARGE)


class State(StrEnum):
    """The result: `advice` works but could be safer; `unknown` could not be checked."""

    WRONG = "wrong"
    UNKNOWN = "unknown"
    ADVICE = "advice"
    FINE = "fine"


@dataclass(frozen=True)
class Finding:
    """The result of one check. `problem`: which sentence is shown; empty when all is fine.

    `facts` are kept and shown to organizers: figures and our own lines, no name, no secret.
    """

    check: Check
    state: State
    problem: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """The finding as JSON, for `checkups.findings` and for notices."""
        return {
            "check": self.check,
            "state": self.state,
            "problem": self.problem,
            "facts": dict(self.facts),
        }


def findings_from(kept: Iterable[Mapping[str, Any]]) -> list[Finding]:
    """Findings from their JSON. Checks and states that only a newer program knows are left out."""
    checks, states = set(Check), set(State)
    return [
        Finding(Check(one["check"]), State(one["state"]), one["problem"], one["facts"])
        for one in kept
        if one["check"] in checks and one["state"] in states
    ]


@dataclass(frozen=True)
class Unwell(Facts):
    """The notice of what has become wrong since the hotline last checked itself."""

    findings: tuple[Finding, ...]

    def to_facts(self) -> dict[str, Any]:
        """The findings as JSON."""
        return {"findings": [one.as_json() for one in self.findings]}

    @classmethod
    def from_facts(cls, kept: Mapping[str, Any]) -> Self:
        """From JSON. Checks that only a newer program knows are left out."""
        return cls(tuple(findings_from(kept["findings"])))


UNWELL = NoticeKind("unwell", Unwell)


def fine(check: Check, **facts: Any) -> Finding:
    """A finding with nothing to do."""
    return Finding(check, State.FINE, facts=_clean(facts))


def wrong(check: Check, problem: str, **facts: Any) -> Finding:
    """A finding that stops the hotline from working until somebody fixes it."""
    return Finding(check, State.WRONG, problem, _clean(facts))


def advice(check: Check, problem: str, **facts: Any) -> Finding:
    """A finding about what works, but could be safer."""
    return Finding(check, State.ADVICE, problem, _clean(facts))


def unknown(check: Check, problem: str, **facts: Any) -> Finding:
    """A finding about what could not be checked."""
    return Finding(check, State.UNKNOWN, problem, _clean(facts))


def _clean(facts: dict[str, Any]) -> dict[str, Any]:
    """Remove NUL characters: other services may send them, and PostgreSQL refuses them."""
    return {
        name: value.replace("\x00", "") if isinstance(value, str) else value
        for name, value in facts.items()
    }
