"""Halt all sending when the account itself is refused, or nobody answers; and go on by itself.

Twice: a halt is renewed and told once; its end is told by the one who finds it halted. While it
lasts, one reply is tried every so often: nobody has to press a button once the account is mended.
"""

from datetime import datetime, timedelta

from hotline.store.database import Database
from hotline.store.notices import add_notices
from hotline.store.settings import change_settings, read_settings

# In the place of the provider's code.
NO_ANSWER = "no_answer"
_TRY_AGAIN_AFTER = timedelta(minutes=5)


def halt_sending(code: str, *, database: Database, now: datetime) -> None:
    """Nothing is claimed until one reply is tried again. What waits stays planned."""
    with database.transaction() as connection:
        halt = read_settings(connection, for_update=True).halt
        change_settings(connection, halt_code=code, halt_until=now + _TRY_AGAIN_AFTER)
        if halt is None or halt.code != code:
            add_notices(connection, "sending_halted", {"code": code}, now=now)


def end_halt(*, database: Database, now: datetime) -> None:
    """A reply has left: the account works."""
    with database.transaction() as connection:
        if read_settings(connection, for_update=True).halt is None:
            return
        change_settings(connection, halt_code=None, halt_until=None)
        add_notices(connection, "sending_works_again", {}, now=now)
