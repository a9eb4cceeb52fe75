"""Afternoons for the watch: events brought to a hotline with a clock of their own."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from hashlib import blake2b
from itertools import count
from random import Random

from hotline.domain.detection.arrivals import Arrival
from hotline.domain.detection.insults import is_insulting
from hotline.domain.detection.text_copies import text_keys
from hotline.domain.inbounds import Inbound, InboundKind
from hotline.domain.modes import Mode
from hotline.store.database import Database
from hotline.store.settings import read_settings
from hotline.usecases.inbound.receive_inbounds import receive_inbounds
from hotline.usecases.incidents.watch_traffic import Memory, watch_traffic
from simulator.scenarios.people import Event, Numbers
from simulator.scenarios.raids import Flood, crowd
from tests.support.cast import LINE
from tests.support.inbounds import rows

_sids = count()
TICK = timedelta(seconds=2)
# A man who texts for the ordinary reason, in the middle of a raid.
HIM = Event(100.0, "+33699000001", "sms", "salut c'est Thomas, on s'est vus hier", "genuine")


def arrivals_of(events: Iterable[Event], start: float = 0.0) -> list[Arrival]:
    """What the watch would know of them, without a store."""
    ids: dict[str, int] = {}
    seen: set[int] = set()
    found = []
    for index, event in enumerate(sorted(events)):
        sender = ids.setdefault(event.number, len(ids) + 1)
        is_first = event.kind == "sms" and sender not in seen
        if is_first:
            seen.add(sender)
        keys = tuple(blake2b(k.encode(), digest_size=8).digest() for k in text_keys(event.body))
        insult = is_insulting(event.body)
        found.append(
            Arrival(
                start + event.t_seconds, index, sender, InboundKind(event.kind), is_first, insult,
                keys,
            )
        )  # fmt: skip
    return found


def a_raid(seed: int = 1, *, minutes: float = 5, per_minute: float = 60) -> list[Event]:
    rng = Random(seed)
    return crowd(rng, Numbers(rng), Flood(0, minutes, per_minute), phones=40)


def bring(database: Database, event: Event, start: datetime, *, late: float = 0.0) -> None:
    is_text = event.kind == "sms"
    at = start + timedelta(seconds=event.t_seconds)
    inbound = Inbound(
        InboundKind(event.kind),
        f"{'SM' if is_text else 'CA'}{next(_sids):032x}",
        event.number,
        LINE,
        at,
        body=event.body if is_text else None,
        segments=1 if is_text else 0,
    )
    now = at + timedelta(seconds=late)
    receive_inbounds([inbound], database=database, lines=frozenset({LINE}), now=now)


def live_through(
    database: Database,
    events: Sequence[Event],
    start: datetime,
    *,
    memory: Memory | None = None,
    until: float | None = None,
    forgetful: bool = False,
) -> datetime:
    """Bring each event at its time, with a look of the watch every two seconds; the last moment.

    `forgetful`: each look is another process's.
    """
    known = memory or Memory()
    waiting = sorted(events)
    end = until if until is not None else (waiting[-1].t_seconds if waiting else 0.0)
    now = start
    while now < start + timedelta(seconds=end):
        now += TICK
        while waiting and start + timedelta(seconds=waiting[0].t_seconds) <= now:
            bring(database, waiting.pop(0), start)
        watch_traffic(database=database, memory=Memory() if forgetful else known, now=now)
    return now


def look_on(
    database: Database, now: datetime, *, minutes: float, memory: Memory, every: float = 30
) -> datetime:
    """Time goes by, and nothing comes."""
    for _ in range(int(minutes * 60 / every)):
        now += timedelta(seconds=every)
        watch_traffic(database=database, memory=memory, now=now)
    return now


def mode_of(database: Database) -> Mode:
    with database.transaction() as connection:
        return read_settings(connection).mode


def notices(database: Database) -> list[tuple[str, bool]]:
    """[(the kind of a notice, whether it makes a sound)], once for all who were told."""
    return rows(
        database,
        "SELECT DISTINCT ON (created_at, kind) kind, is_loud FROM notices"
        " ORDER BY created_at, kind",
    )
