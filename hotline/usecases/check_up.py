"""Check everything that has to be right for a text to come in and a reply to leave."""

from collections.abc import Callable
from datetime import datetime

from hotline.domain.checkups import Check, Finding, State, advice, fine, wrong
from hotline.gateways.outside import Outside
from hotline.gateways.second_way import SecondWay
from hotline.store.database import Database
from hotline.usecases.check_address import check_address
from hotline.usecases.check_provider import check_provider
from hotline.usecases.check_store import check_store

_ORDER = list(Check)
_GRAVITY = list(State)


def check_up(
    outside: Outside, *, database: Database, clock: Callable[[], datetime]
) -> list[Finding]:
    """What is wrong first. Ten to thirty requests; a minute and a half at worst."""
    found = [
        *check_store(database=database, clock=clock),
        *check_provider(outside, database=database, clock=clock),
        *check_address(outside.door, outside.public_url),
        _queue(outside.queue.eviction_policy()),
        _second_way(outside.second_way),
    ]
    return sorted(found, key=lambda one: (_GRAVITY.index(one.state), _ORDER.index(one.check)))


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
