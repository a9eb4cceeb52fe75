"""A check-up: what was looked at, what was found, and what people are to know of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Self

from hotline.domain.facts import Facts
from hotline.domain.notices import NoticeKind


class Check(StrEnum):
    """What is looked at, in the order in which it is told."""

    PARTS = "parts"
    SENDING = "sending"
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


# What no program can look at: people say that it is so.
ASSURABLE = (Check.KEY_BACKUP, Check.RECHARGE)


class State(StrEnum):
    """How it is: `advice` works as it is; `unknown` could not be looked at."""

    WRONG = "wrong"
    UNKNOWN = "unknown"
    ADVICE = "advice"
    FINE = "fine"


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at. `problem`: what is said about it; empty when it is fine.

    `facts` are shown to organizers and kept: figures, our own lines, no name, no secret.
    """

    check: Check
    state: State
    problem: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """As it is kept."""
        return {
            "check": self.check,
            "state": self.state,
            "problem": self.problem,
            "facts": dict(self.facts),
        }


def findings_from(kept: Iterable[Mapping[str, Any]]) -> list[Finding]:
    """As they were kept, but for what only a newer program looks at."""
    checks, states = set(Check), set(State)
    return [
        Finding(Check(one["check"]), State(one["state"]), one["problem"], one["facts"])
        for one in kept
        if one["check"] in checks and one["state"] in states
    ]


@dataclass(frozen=True)
class Unwell(Facts):
    """A notice of what has become wrong since the hotline last looked at itself."""

    findings: tuple[Finding, ...]

    def to_facts(self) -> dict[str, Any]:
        """As findings are kept."""
        return {"findings": [one.as_json() for one in self.findings]}

    @classmethod
    def from_facts(cls, kept: Mapping[str, Any]) -> Self:
        """But for what only a newer program looks at."""
        return cls(tuple(findings_from(kept["findings"])))


UNWELL = NoticeKind("unwell", Unwell)


def fine(check: Check, **facts: Any) -> Finding:
    """Nothing to do."""
    return Finding(check, State.FINE, facts=_clean(facts))


def wrong(check: Check, problem: str, **facts: Any) -> Finding:
    """The hotline does not do what it should until somebody mends it."""
    return Finding(check, State.WRONG, problem, _clean(facts))


def advice(check: Check, problem: str, **facts: Any) -> Finding:
    """It works; it could be safer."""
    return Finding(check, State.ADVICE, problem, _clean(facts))


def unknown(check: Check, problem: str, **facts: Any) -> Finding:
    """It could not be looked at."""
    return Finding(check, State.UNKNOWN, problem, _clean(facts))


def _clean(facts: dict[str, Any]) -> dict[str, Any]:
    """What others answer may hold a sign that PostgreSQL does not keep."""
    return {
        name: value.replace("\x00", "") if isinstance(value, str) else value
        for name, value in facts.items()
    }
