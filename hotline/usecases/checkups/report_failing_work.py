"""Tell of work that fails again and again, by its name: a task, or a job.

A single failure is an outage that passes, or a bug whose traceback is in the log. **Idempotent:**
people are told once, and once more when it works again.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from hotline.domain.facts import Facts
from hotline.domain.notices import NoticeKind
from hotline.store.database import Database
from hotline.store.notices import add_notices
from hotline.store.upkeep.failing_work import add_failure, forget_failures, note_failing_told

# In place of the class of an error: PostgreSQL gave up a statement that took too long.
TOO_SLOW = "too_slow"
_AGAIN_AND_AGAIN = 5
# Five failures within seconds may still be one outage.
_FOR = timedelta(minutes=4)


@dataclass(frozen=True)
class WorkFacts(Facts):
    """The name of the work, such as `dispatch`, and the class of its last error."""

    name: str
    error: str = ""


WORK_FAILING = NoticeKind("work_failing", WorkFacts)
WORK_AGAIN = NoticeKind("work_again", WorkFacts)


def report_failing_work(name: str, error: str, *, database: Database, now: datetime) -> bool:
    """Count a failure, and tell if it is one of many.

    Args:
        name: of a task or a job, the same each time.
        error: the class of the error, the provider's code, or TOO_SLOW: nothing personal.

    Returns:
        True if people are told now.
    """
    with database.transaction() as connection:
        found = add_failure(connection, name, now)
        is_lasting = found.failures >= _AGAIN_AND_AGAIN and now - found.first_at >= _FOR
        if not is_lasting or found.told_at is not None:
            return False
        note_failing_told(connection, name, now)
        add_notices(connection, WORK_FAILING, WorkFacts(name, error), now=now)
        return True


def report_work_again(name: str, *, database: Database, now: datetime) -> None:
    """It has worked: forget its failures, and tell, if people had been told of them."""
    with database.transaction() as connection:
        if forget_failures(connection, name):
            add_notices(connection, WORK_AGAIN, WorkFacts(name), now=now)
