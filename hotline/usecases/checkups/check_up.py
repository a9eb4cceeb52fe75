"""Check everything that has to be right for a text to come in and a reply to leave."""

import logging
from collections.abc import Callable
from datetime import datetime

from sqlalchemy.exc import SQLAlchemyError

from hotline.domain.checkups import Check, Finding, State, advice, fine, unknown, wrong
from hotline.gateways.backup_alerts import SecondWay
from hotline.gateways.checkup_targets import Outside
from hotline.store.database import Database
from hotline.usecases.checkups.check_provider import check_provider
from hotline.usecases.checkups.check_public_url import check_address
from hotline.usecases.checkups.check_store import check_store

log = logging.getLogger(__name__)

_ORDER = list(Check)
_GRAVITY = list(State)


def check_up(
    outside: Outside, *, database: Database, clock: Callable[[], datetime]
) -> list[Finding]:
    """What is wrong first. A dozen requests, each answered or given up within seconds."""
    found = [
        *check_store(database=database, clock=clock),
        *_safely(Check.ACCOUNT, lambda: check_provider(outside, database=database, clock=clock)),
        *_safely(Check.ADDRESS, lambda: check_address(outside.door, outside.public_url)),
        *_safely(Check.QUEUE, lambda: [_queue(outside.queue.eviction_policy())]),
        _second_way(outside.second_way),
    ]
    return sorted(found, key=lambda one: (_GRAVITY.index(one.state), _ORDER.index(one.check)))


def _safely(check: Check, look: Callable[[], list[Finding]]) -> list[Finding]:
    """A part that nobody foresaw how it would answer takes nothing away from the others."""
    try:
        return look()
    except SQLAlchemyError:
        raise
    except Exception:
        log.exception("%s could not be looked at", check)
        return [unknown(check, "failed")]


def _second_way(way: SecondWay) -> Finding:
    if way.unreadable:
        return wrong(Check.SECOND_WAY, "unreadable", count=way.unreadable)
    return advice(Check.SECOND_WAY, "none") if not way.addresses else fine(Check.SECOND_WAY)


def _queue(policy: str | None) -> Finding:
    if policy is None:
        return wrong(Check.QUEUE, "away")
    if policy and policy != "noeviction":
        return wrong(Check.QUEUE, "forgets", policy=policy)
    return fine(Check.QUEUE)
