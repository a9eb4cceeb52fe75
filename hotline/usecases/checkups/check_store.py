"""Check what the store knows: which parts are alive, what stops replies, prices, the key, the team.

It needs PostgreSQL and nothing else, so it works also while no worker answers.
"""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from hotline.domain.checkups import ASSURABLE, Check, Finding, advice, fine, unknown, wrong
from hotline.domain.health import examine
from hotline.domain.losses import code_of_losses, is_for_losses
from hotline.domain.modes import Mode
from hotline.domain.prices import CURRENT_FOR
from hotline.domain.settings import HotlineSettings
from hotline.store.checkups import read_assurances
from hotline.store.database import Database
from hotline.store.heartbeats import read_ages
from hotline.store.organizers import count_people
from hotline.store.prices import list_country_prices
from hotline.store.replies import count_ends
from hotline.store.self_check import read_key_state, schema_is_current, server_time
from hotline.store.sessions.time_outs import took_too_long
from hotline.store.settings import read_settings

log = logging.getLogger(__name__)

Clock = Callable[[], datetime]
_Look = Callable[[Connection], list[Finding]]

# People are asked to confirm an assurance again after this time.
ASSURED_FOR = timedelta(days=90)
_WEEK = timedelta(days=7)
_FEWEST_ENDS = 10
# Numbers that are made up, and handsets that are off, keep it from being 100.
_FEW_PERCENT, _USUAL_PERCENT = 50, 80
_SMALL_SKEW = timedelta(seconds=5)
_LARGE_SKEW = timedelta(seconds=60)


def check_store(*, database: Database, clock: Clock) -> list[Finding]:
    """Check the store. Costs a few queries, each in a transaction of its own.

    Args:
        clock: our own time, compared with that of the database server.

    Returns:
        The findings. A look that took too long, since so much is stored, is unknown.

    Raises:
        SQLAlchemyError: PostgreSQL does not answer.
    """
    with database.transaction() as connection:
        now, there = clock(), server_time(connection)
        settings = read_settings(connection)
    looks: list[tuple[Check, _Look]] = [
        (Check.PARTS, lambda connection: _parts(connection, now)),
        (Check.SENDING, lambda _: _sending(settings)),
        (Check.DELIVERY, lambda connection: _delivery(connection, now)),
        (Check.PRICES, lambda connection: _prices(connection, settings, now)),
        (Check.DATABASE, lambda connection: [_schema(connection)]),
        (Check.KEY, lambda connection: [_key(connection, database)]),
        (Check.CLOCK, lambda _: [judge_skew("postgresql", there - now)]),
        (Check.TEAM, _team),
        (Check.KEY_BACKUP, lambda connection: _assurances(connection, now)),
    ]
    return [finding for check, look in looks for finding in _in_time(check, look, database)]


def _in_time(check: Check, look: _Look, database: Database) -> list[Finding]:
    """Look; if it takes too long only this check is unknown, and the others go on."""
    try:
        with database.transaction() as connection:
            return look(connection)
    except DBAPIError as error:
        if not took_too_long(error):
            raise
        log.warning("the look at %s took too long", check)
        return [unknown(check, "too_slow")]


def judge_skew(whose: str, skew: timedelta) -> Finding:
    """Judge the difference of two clocks. `skew`: by how much the other one is ahead of ours."""
    seconds = round(skew.total_seconds())
    if abs(skew) > _LARGE_SKEW:
        return wrong(Check.CLOCK, f"skewed_{whose}", seconds=seconds)
    if abs(skew) > _SMALL_SKEW:
        return advice(Check.CLOCK, f"skewed_{whose}", seconds=seconds)
    return fine(Check.CLOCK)


def _parts(connection: Connection, now: datetime) -> list[Finding]:
    parts = examine(read_ages(connection, now))
    silent = [part.name for part in parts if not part.is_alive]
    if silent:
        return [wrong(Check.PARTS, f"silent_{part}") for part in silent]
    return [fine(Check.PARTS)]


def _sending(settings: HotlineSettings) -> list[Finding]:
    if settings.halt is not None:
        code = settings.halt.code
        if is_for_losses(code):
            return [wrong(Check.SENDING, "lost", code=code_of_losses(code) or "?")]
        return [wrong(Check.SENDING, "halted", code=code)]
    if settings.mode is Mode.SUSPENDED:
        return [advice(Check.SENDING, "suspended")]
    return [fine(Check.SENDING)]


def _delivery(connection: Connection, now: datetime) -> list[Finding]:
    """How many of the replies that ended have arrived; nothing while they are too few to say."""
    delivered, lost = count_ends(connection, since=now - _WEEK)
    ended = delivered + lost
    if ended < _FEWEST_ENDS:
        return []
    percent = 100 * delivered // ended
    if percent < _FEW_PERCENT:
        return [wrong(Check.DELIVERY, "few", count=ended, percent=percent)]
    if percent < _USUAL_PERCENT:
        return [advice(Check.DELIVERY, "some", count=ended, percent=percent)]
    return [fine(Check.DELIVERY, percent=percent)]


def _prices(connection: Connection, settings: HotlineSettings, now: datetime) -> list[Finding]:
    listed = list_country_prices(connection, settings)
    unpriced = [
        one.country
        for one in listed
        if one.fixed_micros is None
        and (one.listed_micros is None or (now - (one.fetched_at or now)) > CURRENT_FOR)
    ]
    if unpriced:
        return [wrong(Check.PRICES, "unpriced", countries=unpriced)]
    fetched = [one.fetched_at for one in listed if one.fetched_at and one.fixed_micros is None]
    age = round((now - min(fetched, default=now)).total_seconds())
    return [fine(Check.PRICES, age_seconds=age)]


def _schema(connection: Connection) -> Finding:
    return (
        fine(Check.DATABASE)
        if schema_is_current(connection)
        else wrong(Check.DATABASE, "not_migrated")
    )


def _key(connection: Connection, database: Database) -> Finding:
    state = read_key_state(connection, database.vault)
    if not state.is_readable:
        return wrong(Check.KEY, "unreadable")
    return advice(Check.KEY, "older") if state.has_older else fine(Check.KEY)


def _team(connection: Connection) -> list[Finding]:
    people, acting, reached = count_people(connection)
    found = []
    if acting < 2:
        found.append(advice(Check.TEAM, "alone"))
    if reached < people:
        found.append(advice(Check.TEAM, "out_of_reach", count=people - reached))
    return found or [fine(Check.TEAM)]


def _assurances(connection: Connection, now: datetime) -> list[Finding]:
    assured = read_assurances(connection)
    return [_assurance(check, assured.get(check), now) for check in ASSURABLE]


def _assurance(check: Check, at: datetime | None, now: datetime) -> Finding:
    if at is None:
        return advice(check, "never")
    if now - at > ASSURED_FOR:
        return advice(check, "long_ago", at=at.isoformat())
    return fine(check, at=at.isoformat())
