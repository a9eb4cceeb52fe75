"""Reports what becomes of tasks and jobs, so that people hear of work that always fails."""

import logging

from redis.exceptions import RedisError
from sqlalchemy.exc import SQLAlchemyError

from hotline.domain.errors import DeliveryError
from hotline.store.database import Database
from hotline.store.sessions.time_outs import took_too_long
from hotline.store.settings import NotSetUpError
from hotline.usecases.checkups.report_failing_work import (
    TOO_SLOW,
    report_failing_work,
    report_work_again,
)
from hotline.wiring import utc_now

log = logging.getLogger(__name__)

# Without PostgreSQL nothing can be noted; without Redis the bot tells of a silent queue.
# A statement that takes too long is no outage: its work fails each time.
_OUTAGES = (SQLAlchemyError, RedisError, NotSetUpError)
# report_watch_failure tells of it, sooner.
_TOLD_OTHERWISE = ("watch",)


class WorkReport:
    """Reports failures, and the first success after them. It never raises.

    What an earlier process has noted is cleared by the first success of each work in this one.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._worked: set[str] = set()

    def failed(self, name: str, error: BaseException) -> None:
        """This work has failed."""
        self._worked.discard(name)
        is_outage = isinstance(error, _OUTAGES) and not took_too_long(error)
        if is_outage or name in _TOLD_OTHERWISE:
            return
        what = _what(error)
        try:
            report_failing_work(name, what, database=self._database, now=utc_now())
        except Exception:
            log.exception("a failure of %s could not be noted", name)

    def worked(self, name: str) -> None:
        """This work has succeeded. Costs one statement the first time, and nothing afterwards."""
        if name in self._worked:
            return
        try:
            report_work_again(name, database=self._database, now=utc_now())
        except Exception as error:  # noqa: BLE001  (away: it is tried again at the next success)
            log.warning("%s works, which could not be noted: %s", name, type(error).__name__)
            return
        self._worked.add(name)


def _what(error: BaseException) -> str:
    """What people are told of an error, in a word."""
    if took_too_long(error):
        return TOO_SLOW
    return error.code if isinstance(error, DeliveryError) else type(error).__name__
