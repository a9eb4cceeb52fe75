"""Run the check-ups that organizers asked for: one look answers all who wait.

**Idempotent:** a check-up that is answered is not changed. **On a crash** they still wait, and
after three minutes another look answers them.
"""

from collections.abc import Callable
from datetime import datetime

from hotline.gateways.checkup_targets import CheckupTargets
from hotline.store.checkups import begin_checkups, finish_checkups, waiting_checkups
from hotline.store.database import Database
from hotline.usecases.checkups.check_up import check_up


def find_checkups(*, database: Database, now: datetime) -> bool:
    """Whether a check-up waits to be run.

    Returns:
        True if one that was asked for in the last 15 minutes is not done, and was not begun in
        the last 3 minutes.
    """
    with database.transaction() as connection:
        return bool(waiting_checkups(connection, now))


def run_checkups(
    targets: CheckupTargets, *, database: Database, clock: Callable[[], datetime]
) -> int:
    """Run one look for all check-ups that wait.

    Returns:
        How many were answered.
    """
    with database.transaction() as connection:
        waiting = waiting_checkups(connection, clock())
        begin_checkups(connection, waiting, clock())
    if not waiting:
        return 0
    found = [one.as_json() for one in check_up(targets, database=database, clock=clock)]
    with database.transaction() as connection:
        finish_checkups(connection, waiting, found, clock())
    return len(waiting)
