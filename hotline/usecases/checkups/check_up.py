"""Check everything that has to be right for a text to come in and a reply to leave."""

import logging
from collections.abc import Callable
from datetime import datetime

from sqlalchemy.exc import SQLAlchemyError

from hotline.domain.checkups import Check, Finding, State, advice, fine, unknown, wrong
from hotline.gateways.backup_alerts import BackupAlerts
from hotline.gateways.checkup_targets import CheckupTargets
from hotline.gateways.redis_problems import RedisProblem
from hotline.store.database import Database
from hotline.store.sessions.time_outs import took_too_long
from hotline.usecases.checkups.check_provider import check_provider
from hotline.usecases.checkups.check_public_url import check_public_url
from hotline.usecases.checkups.check_store import check_store

log = logging.getLogger(__name__)

_ORDER = list(Check)
_GRAVITY = list(State)


def check_up(
    targets: CheckupTargets, *, database: Database, clock: Callable[[], datetime]
) -> list[Finding]:
    """Check everything. Costs about 12 requests, each answered or given up within seconds.

    Returns:
        The findings, what is wrong first.

    Raises:
        SQLAlchemyError: PostgreSQL does not answer. A failure elsewhere becomes a finding.
    """
    found = [
        *check_store(database=database, clock=clock),
        *_safely(Check.ACCOUNT, lambda: check_provider(targets, database=database, clock=clock)),
        *_safely(Check.ADDRESS, lambda: check_public_url(targets.probe, targets.public_url)),
        *_safely(Check.QUEUE, lambda: [_queue(targets.queue.look())]),
        _backup_alerts(targets.backup_alerts),
    ]
    return sorted(found, key=lambda one: (_GRAVITY.index(one.state), _ORDER.index(one.check)))


def _safely(check: Check, look: Callable[[], list[Finding]]) -> list[Finding]:
    """Look; after an unexpected error only this check is unknown, and the others go on."""
    try:
        return look()
    except SQLAlchemyError as error:
        if not took_too_long(error):
            raise
        log.warning("the look at %s took too long", check)
        return [unknown(check, "too_slow")]
    except Exception:
        log.exception("%s could not be looked at", check)
        return [unknown(check, "failed")]


def _backup_alerts(way: BackupAlerts) -> Finding:
    if way.unreadable:
        return wrong(Check.BACKUP_ALERTS, "unreadable", count=way.unreadable)
    return advice(Check.BACKUP_ALERTS, "none") if not way.addresses else fine(Check.BACKUP_ALERTS)


def _queue(found: RedisProblem | str) -> Finding:
    if isinstance(found, RedisProblem):
        return wrong(Check.QUEUE, found)
    if found and found != "noeviction":
        return wrong(Check.QUEUE, "forgets", policy=found)
    return fine(Check.QUEUE)
