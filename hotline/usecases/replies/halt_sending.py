"""Halt all sending when the account itself is refused, or nobody answers; and go on by itself.

Twice: a halt is renewed; its end is told by the one who finds it halted. While it lasts, one reply
is tried every so often: nobody has to press a button once the account is mended.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from hotline.domain.facts import Facts, NoFacts
from hotline.domain.notices import NoticeKind, plain_kind
from hotline.store.database import Database
from hotline.store.notices import add_notices_once
from hotline.store.settings import change_settings, read_settings

# In the place of the provider's code.
NO_ANSWER = "no_answer"
_TRY_AGAIN_AFTER = timedelta(minutes=5)
# A trial that is taken and fails later is a reply that a man never gets.
_TRY_AGAIN_AFTER_REPORT = timedelta(hours=1)


@dataclass(frozen=True)
class SendingHalted(Facts):
    """The provider's code, or NO_ANSWER."""

    code: str


SENDING_HALTED = NoticeKind("sending_halted", SendingHalted)
SENDING_WORKS_AGAIN = plain_kind("sending_works_again")


def halt_sending(code: str, *, database: Database, now: datetime, by_report: bool = False) -> None:
    """Nothing is claimed until one reply is tried again. What waits stays planned.

    `by_report`: the provider took the message and reported later that it failed.
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
            # What comes and goes is not told at each turn.
            key = f"halted:{code}:{now:%Y-%m-%d %H}"
            add_notices_once(connection, key, SENDING_HALTED, SendingHalted(code), now=now)


def end_halt(*, database: Database, now: datetime, by_report: bool = False) -> None:
    """A reply has been taken (`by_report`: has been sent), so the account works."""
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
    """How long until one reply is tried."""
    return _TRY_AGAIN_AFTER_REPORT if by_report else _TRY_AGAIN_AFTER
