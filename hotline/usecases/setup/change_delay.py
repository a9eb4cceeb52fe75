"""Change how long replies wait. Replies that are already planned keep their time."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection

from hotline.domain.acts import Act
from hotline.domain.errors import RefusedError
from hotline.domain.facts import Facts
from hotline.domain.people import Organizer
from hotline.domain.refusals import Refusal
from hotline.domain.settings import HotlineSettings
from hotline.store.audit import last_act_facts
from hotline.store.database import Database
from hotline.store.proposals import add_proposal
from hotline.store.settings import change_settings, read_settings
from hotline.usecases.acts.record_act import record_act, require_organizer

LONGEST = timedelta(hours=12)
# Guard, block and suspension all act while a reply waits.
SHORTEST_UNASKED = timedelta(minutes=10)


@dataclass(frozen=True)
class DelayFacts(Facts):
    """The delay before and after."""

    from_seconds: int
    to_seconds: int


@dataclass(frozen=True)
class DelayChanged:
    """The delay as it is now."""

    audit_id: int
    seconds: int


@dataclass(frozen=True)
class DelayQuestion:
    """The question: so short a delay leaves hardly any time to call a reply off."""

    proposal_id: int
    seconds: int


def change_delay(
    actor: Organizer, seconds: int, *, database: Database, now: datetime
) -> DelayChanged | DelayQuestion:
    """Change the delay, to 12 hours at most; ask before it becomes shorter than ten minutes.

    Raises:
        RefusedError: not_allowed, delay_too_long, delay_unchanged
    """
    require_organizer(actor)
    with database.transaction() as connection:
        before = _seconds(read_settings(connection, for_update=True))
        if seconds < SHORTEST_UNASKED.total_seconds() and seconds < before:
            facts = DelayFacts(before, seconds)
            number = add_proposal(connection, actor.id, Act.CHANGE_DELAY, facts, now)
            return DelayQuestion(number, seconds)
        audit_id = set_delay(connection, actor, seconds, seen_seconds=before, now=now)
        return DelayChanged(audit_id, seconds)


def set_delay(
    connection: Connection, actor: Organizer, seconds: int, *, seen_seconds: int, now: datetime
) -> int:
    """Set the delay inside the caller's transaction, if it still equals `seen_seconds`.

    Raises RefusedError("delay_too_long" | "overtaken" | "delay_unchanged").
    """
    if seconds > LONGEST.total_seconds():
        longest = int(LONGEST.total_seconds())
        raise RefusedError(Refusal.DELAY_TOO_LONG, longest_seconds=longest)
    before = _seconds(read_settings(connection, for_update=True))
    if before != seen_seconds:
        faster = last_act_facts(connection, [Act.CHANGE_DELAY])
        raise RefusedError(Refusal.OVERTAKEN, **faster)
    if before == seconds:
        raise RefusedError(Refusal.DELAY_UNCHANGED, seconds=seconds)
    change_settings(connection, delay_seconds=seconds)
    facts = DelayFacts(before, seconds)
    return record_act(connection, Act.CHANGE_DELAY, actor, now=now, facts=facts)


def _seconds(settings: HotlineSettings) -> int:
    return int(settings.delay.total_seconds())
