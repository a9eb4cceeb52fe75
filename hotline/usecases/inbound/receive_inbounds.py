"""Receive texts and calls: keep them, and plan the replies that their senders are owed.

**Idempotent:** a repeated `provider_sid` changes nothing. **On a crash** the transaction rolls
back, Twilio was not answered 200 and retries, or `catch_up` finds the text.
"""

from collections.abc import Sequence, Set
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError, IntegrityError

from hotline.domain.eligibility import Standing
from hotline.domain.inbounds import Inbound
from hotline.domain.intake import Decision, ReadInbound, decide, read_inbound, standing_after
from hotline.domain.keywords import Keyword
from hotline.domain.reasons import Reason
from hotline.store.database import Database, connection_was_lost
from hotline.store.intake.keep import keep
from hotline.store.intake.know import Known, know
from hotline.store.owed_replies import drop_owed_to
from hotline.store.sessions.time_outs import sql_state

_TRIES = 3


def receive_inbounds(
    inbounds: Sequence[Inbound],
    *,
    database: Database,
    lines: Set[str],
    now: datetime,
    is_hurried: bool = False,
) -> list[bool]:
    """Keep inbounds in the order in which they came, and plan their replies, in one transaction.

    It takes two round trips to PostgreSQL, and one more where somebody's STOP calls replies off.

    Args:
        lines: our numbers, in E.164 format: they are never answered.
        now: when we decide; `Inbound.received_at` is when it reached the provider's line.
        is_hurried: wait for a sender who is locked at most a second, not three.

    Returns:
        For each: True if it is new; False if it was kept already.
    """
    reads = [read_inbound(one) for one in inbounds]
    errors: list[DBAPIError] = []
    while True:
        try:
            return _receive(reads, database, lines, now, is_hurried)
        except DBAPIError as error:
            errors.append(error)
            if not _may_try_again(errors):
                raise


def _may_try_again(errors: list[DBAPIError]) -> bool:
    """Whether the next try may succeed at once.

    PostgreSQL restarted under an idle connection: the pool is fresh by now. A prepared statement
    was stale. Or another process has just kept the same sender, or the same inbound of a withheld
    number. A server that does not answer is asked twice, since each time takes five seconds.
    """
    lost = [one for one in errors if sql_state(one) is None]
    is_passing = connection_was_lost(errors[-1]) or isinstance(errors[-1], IntegrityError)
    return is_passing and len(errors) < _TRIES and len(lost) < _TRIES - 1


def _receive(
    reads: list[ReadInbound], database: Database, lines: Set[str], now: datetime, is_hurried: bool
) -> list[bool]:
    if not reads:
        return []
    sids, numbers = [one.inbound.provider_sid for one in reads], [one.number for one in reads]
    with database.round_trips() as trips:
        known = know(trips, database.vault, sids, numbers, is_hurried=is_hurried)
        decisions, standings = _decide(reads, known, lines, now)
        if decisions:
            _call_off(trips.connection, decisions, known, now)
            keep(trips, database.vault, decisions, known, standings)
    fresh = {one.read.inbound.provider_sid for one in decisions}
    # Of several with one `provider_sid`, the first was kept.
    return [sid in fresh and sid not in sids[:at] for at, sid in enumerate(sids)]


def _decide(
    reads: list[ReadInbound], known: Known, lines: Set[str], now: datetime
) -> tuple[list[Decision], dict[str, Standing]]:
    """Decide those that are new, each seeing those before it; and what is known of each sender."""
    standings: dict[str, Standing] = {one: found.standing for one, found in known.senders.items()}
    decisions: list[Decision] = []
    seen = set(known.kept_sids)
    for one in reads:
        sid, canonical = one.inbound.provider_sid, one.number.canonical
        if sid in seen:
            continue
        seen.add(sid)
        standing = standings.get(canonical, Standing())
        decision = decide(one, standing, known.settings, lines=lines, now=now)
        if one.keyword is Keyword.STOP:
            decisions = [_called_off(each, canonical) for each in decisions]
        decisions.append(decision)
        if canonical in standings:
            standings[canonical] = standing_after(standing, decision)
    return decisions, standings


def _called_off(decision: Decision, canonical: str) -> Decision:
    """This decision after a STOP of that sender."""
    if decision.plan is None or decision.read.number.canonical != canonical:
        return decision
    return replace(decision, is_called_off=True)


def _call_off(
    connection: Connection, decisions: list[Decision], known: Known, now: datetime
) -> None:
    """Drop what was owed before to those who say STOP now."""
    stopped = [one.read.number.canonical for one in decisions if one.read.keyword is Keyword.STOP]
    ids = {known.senders[one].id for one in stopped if one in known.senders} - {None}
    if ids:
        drop_owed_to(connection, sorted(one for one in ids if one), Reason.OPTED_OUT, now)
