"""The errors of the hotline: who is at fault, and whether trying again makes sense.

HotlineError
├── RejectedError        malformed: the one who asked can mend it
├── RefusedError         well formed, but a rule says no
├── DeliveryError        an outside company did not take an SMS
└── MisconfiguredError   the settings are wrong; raised at start only

Anything else is a bug and crashes its job.
"""

from dataclasses import dataclass
from enum import StrEnum

from hotline.domain.refusals import Refusal


class HotlineError(Exception):
    """Base. `code` is stable and chooses the sentence people read; `facts` fill it in.

    Facts hold no number, no body, no name: exceptions end in logs.
    """

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


class _NotDoneError(HotlineError):
    """What an organizer asked was not done; every code has its sentence."""

    def __init__(self, code: Refusal, **facts: object) -> None:
        super().__init__(code, **facts)
        self.code: Refusal = code


class RejectedError(_NotDoneError):
    """What was asked is malformed."""


class RefusedError(_NotDoneError):
    """What was asked is understood, and a rule or the present state says no."""


class Outcome(StrEnum):
    """What is certain about an SMS that was not plainly accepted."""

    TEMPORARY = "temporary"  # certainly not created; trying again is safe
    PERMANENT = "permanent"  # certainly not created; trying again is useless
    UNKNOWN = "unknown"  # may have been created; trying again may pay and text twice


class Meaning(StrEnum):
    """What a refusal says beyond this one SMS."""

    OPTED_OUT = "opted_out"  # the sender has told the provider to stop
    COUNTRY_NOT_ENABLED = "country_not_enabled"  # the account may not text that country


@dataclass(frozen=True)
class Failure:
    """Why a message that was taken has failed, and what that says beyond it.

    `fee_micros`: what is charged all the same. `stops_all`: nothing can be sent until people mend
    the account.
    """

    code: str | None
    fee_micros: int = 0
    meaning: Meaning | None = None
    stops_all: bool = False


class DeliveryError(HotlineError):
    """The SMS provider did not plainly accept.

    `needs_people`: it will not until they mend the account. `wait_seconds`: what it asked for.
    `meaning`: what the code says about this sender or his country, if anything.
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
        """Whether the provider did not answer at all, rather than refuse."""
        return self.outcome is Outcome.UNKNOWN or self.code == "no_connection"


class MisconfiguredError(HotlineError):
    """Settings are missing or wrong. `problems` lists every one, each a sentence."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("misconfigured")
        self.problems = problems

    def __str__(self) -> str:
        return "; ".join(self.problems)
