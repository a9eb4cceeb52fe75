"""Unplug the lines by themselves once a day's received texts have cost what owners allow.

**Idempotent:** once for each day and bound: whoever plugs the lines again wants the texts. **On a
crash** nothing is written, and the next run does it.
"""

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime

from hotline.domain.consents import OwnRule, by_itself
from hotline.domain.days import day_of
from hotline.domain.errors import RefusedError
from hotline.store.database import Database
from hotline.store.ledger import read_figures
from hotline.store.notices import note_told
from hotline.store.settings import read_settings
from hotline.usecases.lines.unplug import unplug_lines


def bound_inbound(lines: Sequence[str], *, database: Database, now: datetime) -> bool:
    """Unplug these lines if today's received texts have reached the bound.

    Args:
        lines: our numbers, in E.164 format.

    Returns:
        Whether the errands were written; False too where no bound is set, or all are unplugged.
    """
    with database.transaction() as connection:
        settings = read_settings(connection)
        bound, today = settings.inbound_cap_micros, day_of(now, settings.timezone)
        if bound is None:
            return False
        day, _ = read_figures(connection, today)
        key = f"unplug:{today}:{bound}"
        if day.inbound_micros < bound or not note_told(connection, key, now):
            return False
        with suppress(RefusedError), connection.begin_nested():
            unplug_lines(connection, by_itself(OwnRule.INBOUND_IS_BOUNDED), lines, now)
            return True
        return False
