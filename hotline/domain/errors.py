"""The errors of the hotline: who is at fault, and whether trying again makes sense.

HotlineError
├── RejectedError        malformed input: the person who asked can correct it
├── RefusedError         well formed, but a rule or the present state forbids it
├── DeliveryError        the SMS provider did not plainly accept a request
└── MisconfiguredError   the settings are wrong; raised at start only

Any other exception is a bug, and crashes its job.
"""

from dataclasses import dataclass
from enum import StrEnum

from hotline.domain.refusals import Refusal


class HotlineError(Exception):
    """Base class. `code` is stable and chooses the sentence that people read; `facts` fill it.

    Facts hold no number, no body and no name, because exceptions end up in logs.
    """

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


class _NotDoneError(HotlineError):
    """An organizer's request was not carried out. Every code has a sentence."""

    def __init__(self, code: Refusal, **facts: object) -> None:
        super().__init__(code, **facts)
        self.code: Refusal = code


class RejectedError(_NotDoneError):
    """The request is malformed."""


class RefusedError(_NotDoneError):
    """The request is understood, but a rule or the present state forbids it."""


class Outcome(StrEnum):
    """What is certain about an SMS that was not plainly accepted."""

    TEMPORARY = "temporary"  # certainly not created: a retry is safe
    PERMANENT = "permanent"  # certainly not created: a retry is useless
    UNKNOWN = "unknown"  # may exist: a retry may pay twice and text twice


class Meaning(StrEnum):
    """What a refusal tells us beyond this one SMS."""

    OPTED_OUT = "opted_out"  # the sender told the provider to stop
    COUNTRY_NOT_ENABLED = "country_not_enabled"  # the account may not send to that country


@dataclass(frozen=True)
class Failure:
    """Why an SMS that the provider accepted has failed, and what that tells us beyond it.

    `fee_micros`: what the provider charges anyway. `stops_all`: nothing can be sent until people
    fix the account. `is_of_ours`: carriers refuse our sender or our text, not this one handset.
    """

    code: str | None
    fee_micros: int = 0
    meaning: Meaning | None = None
    stops_all: bool = False
    is_of_ours: bool = False


class DeliveryError(HotlineError):
    """The SMS provider did not plainly accept a request.

    `needs_people`: it will refuse until people fix the account. `wait_seconds`: the wait that the
    provider asked for. `meaning`: what the code says about this sender or their country, if
    anything.
    """

    def __init__(
        self,
        outcome: Outcome,
        code: str,
        *,
        needs_people: bool = False,
        wait_seconds: float = 0,
        meaning: Meaning | None = None,
    ) -> None:
        super().__init__(code)
        self.outcome = outcome
        self.needs_people = needs_people
        self.wait_seconds = wait_seconds
        self.meaning = meaning

    @property
    def is_no_answer(self) -> bool:
        """Whether the provider gave no answer at all, instead of a refusal."""
        return self.outcome is Outcome.UNKNOWN or self.code == "no_connection"


class SettingProblemError(ValueError):
    """What is wrong with one setting. The message follows its name in a sentence."""


class MisconfiguredError(HotlineError):
    """Settings are missing or wrong. `problems` lists all of them, one sentence each."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("misconfigured")
        self.problems = problems

    def __str__(self) -> str:
        return "; ".join(self.problems)
