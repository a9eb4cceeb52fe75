"""Halt all sending when the account itself is refused or the provider does not answer.

While the halt lasts, one reply is tried from time to time, so sending goes on by itself once the
account works again: nobody has to press a button. **Idempotent:** halting again renews the halt;
ending a halt that is over changes nothing.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from hotline.domain.facts import Facts, NoFacts
from hotline.domain.notices import NoticeKind, plain_kind
from hotline.store.database import Database
from hotline.store.notices import add_notices_once
from hotline.store.settings import change_settings, read_settings

# The code of a halt where the provider gave none.
NO_ANSWER = "no_answer"
_TRY_AGAIN_AFTER = timedelta(minutes=5)
# A trial that the provider takes and that fails later costs one sender their reply: try rarely.
_TRY_AGAIN_AFTER_REPORT = timedelta(hours=1)


@dataclass(frozen=True)
class SendingHalted(Facts):
    """The provider's code, or NO_ANSWER."""

    code: str


SENDING_HALTED = NoticeKind("sending_halted", SendingHalted)
SENDING_WORKS_AGAIN = plain_kind("sending_works_again")


def halt_sending(code: str, *, database: Database, now: datetime, by_report: bool = False) -> None:
    """Halt sending: nothing is claimed before one reply is tried again. Replies stay planned.

    Args:
        code: the provider's code, or NO_ANSWER.
        by_report: the provider took the message and reported later that it failed. Then only a
            good report ends the halt, and trials are rarer.
    """
    with database.transaction() as connection:
        halt = read_settings(connection, for_update=True).halt
        by_report = by_report or (halt is not None and halt.by_report)
        change_settings(
            connection,
            halt_code=code,
            halt_until=now + try_again_after(by_report),
            halt_trial_id=None,
            halt_by_report=by_report,
        )
        if halt is None or halt.code != code:
            # A halt that comes and goes is told at most once an hour.
            key = f"halted:{code}:{now:%Y-%m-%d %H}"
            add_notices_once(connection, key, SENDING_HALTED, SendingHalted(code), now=now)


def end_halt(*, database: Database, now: datetime, by_report: bool = False) -> None:
    """End the halt, if there is one: a reply was taken, so the account works.

    Args:
        by_report: the provider reported that the reply was sent; a halt that a report began is
            ended only by such a report.
    """
    with database.transaction() as connection:
        halt = read_settings(connection, for_update=True).halt
        if halt is None or (halt.by_report and not by_report):
            return
        change_settings(
            connection, halt_code=None, halt_until=None, halt_trial_id=None, halt_by_report=False
        )
        key = f"works:{halt.code}:{now:%Y-%m-%d %H}"
        add_notices_once(connection, key, SENDING_WORKS_AGAIN, NoFacts(), now=now)


def try_again_after(by_report: bool) -> timedelta:
    """How long to wait before one reply is tried again."""
    return _TRY_AGAIN_AFTER_REPORT if by_report else _TRY_AGAIN_AFTER
