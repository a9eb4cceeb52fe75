"""Judge the senders of held replies that are due: by then they have shown how they behave.

Replies to senders against whom nothing speaks are released, the most innocent first; while the raid
is on, up to an hourly cap of money. The others stay held until somebody decides, or until they
expire. **Idempotent:** a judged reply is not judged again, and a released one is planned.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection

from hotline.domain.consents import OwnRule, by_itself
from hotline.domain.detection.verdicts import Conduct, Mark, Verdict, judge
from hotline.domain.modes import Mode
from hotline.domain.settings import HotlineSettings
from hotline.store.database import Database
from hotline.store.held_replies import (
    Held,
    innocent_held,
    note_verdict,
    release_replies,
    released_by_itself,
    unjudged_held,
)
from hotline.store.sender_conduct import read_conducts
from hotline.store.settings import read_settings
from hotline.usecases.money.price_replies import read_pricing

_AT_ONCE = 200
_IN_A_STATEMENT = 500


def judge_held_replies(*, database: Database, now: datetime) -> int:
    """Judge up to 200 held replies, with two statements for all of them.

    Returns:
        How many were released.
    """
    with database.transaction() as connection:
        settings = read_settings(connection)
        if settings.mode is Mode.SUSPENDED:
            return 0
        held = unjudged_held(connection, now, _AT_ONCE)
        verdicts = judge_senders(connection, [one.sender_id for one in held], now)
        _note(connection, held, verdicts, now)
        return _release(connection, settings, now)


def judge_senders(
    connection: Connection, sender_ids: Sequence[int], now: datetime
) -> dict[int, Verdict]:
    """Judge these senders by what each did in the last day: {sender id: verdict}."""
    conducts: dict[int, Conduct] = {}
    # In portions, so that no statement takes long.
    for first in range(0, len(sender_ids), _IN_A_STATEMENT):
        some = sender_ids[first : first + _IN_A_STATEMENT]
        conducts |= read_conducts(connection, some, now)
    return {one: judge(conducts.get(one, Conduct())) for one in sender_ids}


def genuine_of(connection: Connection, held: Sequence[Held], now: datetime) -> list[Held]:
    """Return the replies whose senders look genuine by now, in the order given."""
    verdicts = judge_senders(connection, [one.sender_id for one in held], now)
    return [one for one in held if verdicts[one.sender_id].looks_genuine]


def _note(
    connection: Connection, held: Sequence[Held], verdicts: dict[int, Verdict], now: datetime
) -> None:
    by_marks: defaultdict[tuple[Mark, ...], list[int]] = defaultdict(list)
    for one in held:
        by_marks[verdicts[one.sender_id].marks].append(one.reply_id)
    for marks, reply_ids in by_marks.items():
        note_verdict(connection, reply_ids, marks, now)


def _release(connection: Connection, settings: HotlineSettings, now: datetime) -> int:
    """Release as many genuine replies as the hour has money for; all once no raid is on."""
    waiting = innocent_held(connection, now, _AT_ONCE)
    if not waiting:
        return 0
    # Some waited for the hour's money, and their senders may have done more since: judge again.
    verdicts = judge_senders(connection, [one.sender_id for one in waiting], now)
    _note(connection, waiting, verdicts, now)
    innocents = [one for one in waiting if verdicts[one.sender_id].looks_genuine]
    innocents.sort(key=lambda held: (verdicts[held.sender_id].guilt, held.due_at))
    if settings.mode is Mode.GUARDED:
        innocents = _within_the_hour(connection, settings, innocents, now)
    return release_replies(
        connection,
        [one.reply_id for one in innocents],
        now,
        consent=by_itself(OwnRule.LOOKS_GENUINE),
    )


def _within_the_hour(
    connection: Connection, settings: HotlineSettings, innocents: list[Held], now: datetime
) -> list[Held]:
    pricing = read_pricing(connection, settings, now)
    spent = pricing.of(released_by_itself(connection, now)).micros
    found = []
    for one in innocents:
        # A reply without a price is released too: its claim then holds it for that reason.
        spent += pricing.one(one.country)
        if spent > settings.hour_cap_micros:
            break
        found.append(one)
    return found
