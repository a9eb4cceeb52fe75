"""Queries of the watch: which inbounds are new, what was found in them, how far it has looked."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Executable, bindparam, column, select, text, update
from sqlalchemy.dialects.postgresql import JSONB

from hotline.domain.detection.arrivals import Arrival, moment_of
from hotline.domain.inbounds import InboundKind
from hotline.store.tables import watch

# A transaction that began before ours may commit later, with smaller ids. After this it is over.
_SETTLED_AFTER = timedelta(seconds=40)


@dataclass(frozen=True)
class WatchState:
    """How far the watch has come. `taught`: {alarm's key: [count, until in ISO 8601]}."""

    looks: int
    cursor: int
    next_cursor: int
    next_cursor_at: datetime
    cleared_at: datetime
    taught: dict[str, Any]

    def believed(self, now: datetime) -> dict[str, float]:
        """{alarm's key: count} that people have called harmless, without what has expired."""
        return {
            key: float(count)
            for key, (count, until) in self.taught.items()
            if datetime.fromisoformat(until) > now
        }


@dataclass(frozen=True)
class Unexamined:
    """An inbound that is not examined yet. `is_first`: the first text of its sender ever.

    `sender_id` 0: a withheld number.
    """

    inbound_id: int
    sender_id: int
    kind: InboundKind
    received_at: datetime
    is_first: bool
    body_secret: bytes | None = field(repr=False)


@dataclass(frozen=True)
class Examined:
    """What was found in an inbound. `keys`: all keys of a long text, also common ones."""

    arrival: Arrival
    keys: tuple[bytes, ...]


_COLUMNS = [watch.c[one.name] for one in fields(WatchState)]
# FOR UPDATE: if two workers both believe that the other scheduler is dead, one looks at a time.
_STATE = select(*_COLUMNS).with_for_update()
_LOOK = update(watch).values(looks=watch.c.looks + 1).returning(*_COLUMNS)
_UNEXAMINED = text(
    """
    SELECT inbounds.id, coalesce(sender_id, 0) AS sender_id, kind, received_at, body_secret,
           kind = 'sms' AND NOT EXISTS (
               SELECT FROM inbounds AS earlier
                WHERE earlier.sender_id = inbounds.sender_id AND earlier.kind = 'sms'
                  AND earlier.id < inbounds.id) AS is_first
      FROM inbounds
     WHERE inbounds.id > :cursor
       AND NOT EXISTS (SELECT FROM examinations WHERE inbound_id = inbounds.id)
     ORDER BY inbounds.id LIMIT :limit
    """
).columns(*map(column, ("id", "sender_id", "kind", "received_at", "body_secret", "is_first")))
_ARRIVALS = text(
    """
    SELECT inbounds.id, coalesce(sender_id, 0) AS sender_id, kind, received_at, is_first,
           is_insult, keys
      FROM inbounds JOIN examinations ON examinations.inbound_id = inbounds.id
     WHERE received_at >= :since AND NOT is_machine ORDER BY received_at DESC LIMIT :limit
    """
)
# One statement for any number of inbounds. A text may hold a key twice, a sender send it twice.
_EXAMINE = text(
    """
    WITH examined AS (
        SELECT * FROM jsonb_to_recordset(:examined) AS one
               (inbound_id bigint, sender_id bigint, at timestamptz,
                is_first boolean, is_insult boolean, is_machine boolean,
                telling text[], keys text[])
    ), noted AS (
        INSERT INTO text_senders (key, sender_id, first_at, last_at, in_raid)
        SELECT decode(key, 'hex'), sender_id, min(at), max(at), :in_raid
          FROM examined CROSS JOIN unnest(keys) AS key GROUP BY 1, 2
        ON CONFLICT (key, sender_id) DO UPDATE
           SET last_at = greatest(text_senders.last_at, excluded.last_at)
    )
    INSERT INTO examinations (inbound_id, is_first, is_insult, is_machine, keys)
    SELECT inbound_id, is_first, is_insult, is_machine,
           ARRAY(SELECT decode(key, 'hex') FROM unnest(telling) AS key)
      FROM examined
    ON CONFLICT (inbound_id) DO NOTHING
    """
).bindparams(bindparam("examined", type_=JSONB))
# Of a phrase that thousands use, only the first, the last and a few others are read.
_COMMON = text(
    """
    SELECT key FROM unnest(CAST(:keys AS bytea[])) AS asked (key)
     WHERE (SELECT count(*)
              FROM (SELECT FROM text_senders AS own
                     WHERE own.key = asked.key AND NOT in_raid AND first_at < :before
                     LIMIT :senders) AS few) >= :senders
       AND (SELECT first_at FROM text_senders AS own
             WHERE own.key = asked.key AND NOT in_raid AND first_at < :before
             ORDER BY first_at DESC LIMIT 1)
           - (SELECT first_at FROM text_senders AS own
               WHERE own.key = asked.key AND NOT in_raid AND first_at < :before
               ORDER BY first_at LIMIT 1) >= interval '1 day'
    """
)


def lock_watch(connection: Connection) -> WatchState | None:
    """Lock the watch; its state, or None before the first look."""
    return _state(connection, _STATE)


def begin_look(connection: Connection) -> WatchState | None:
    """Lock the watch and count one look more; its state, or None before the first look."""
    return _state(connection, _LOOK)


def _state(connection: Connection, query: Executable) -> WatchState | None:
    row = connection.execute(query).one_or_none()
    return None if row is None else WatchState(**row._mapping)


def begin_watch(connection: Connection, baseline: dict[str, Any], now: datetime) -> WatchState:
    """Begin the watch: nothing is known yet, and it starts with the last two hours."""
    before = connection.execute(
        text(
            "SELECT coalesce(min(id) - 1, (SELECT coalesce(max(id), 0) FROM inbounds))"
            " FROM inbounds WHERE received_at >= :since"
        ),
        {"since": now - timedelta(hours=2)},
    ).scalar_one()
    state = WatchState(1, before, before, now, now - timedelta(days=1), {})
    connection.execute(watch.insert().values(id=1, baseline=baseline, **vars(state)))
    return state


def read_baseline(connection: Connection) -> dict[str, Any]:
    """The baseline, in the form that `Baseline.from_dict` takes."""
    found: dict[str, Any] = connection.execute(text("SELECT baseline FROM watch")).scalar_one()
    return found


def end_look(
    connection: Connection, state: WatchState, seen_id: int, now: datetime, **values: object
) -> None:
    """Note how far a look has come. `seen_id`: the newest inbound that it saw."""
    if now - state.next_cursor_at >= _SETTLED_AFTER:
        values["cursor"] = state.next_cursor
        values["next_cursor"] = max(seen_id, state.next_cursor)
        values["next_cursor_at"] = now
    if values:
        connection.execute(watch.update().values(**values))


def unexamined(connection: Connection, cursor: int, limit: int) -> list[Unexamined]:
    """Inbounds after `cursor` that are not examined, in the order in which they were stored."""
    rows = connection.execute(_UNEXAMINED, {"cursor": cursor, "limit": limit})
    return [
        Unexamined(
            row.id,
            row.sender_id,
            InboundKind(row.kind),
            row.received_at,
            row.is_first,
            row.body_secret,
        )
        for row in rows
    ]


def read_arrivals(connection: Connection, since: datetime, limit: int) -> list[Arrival]:
    """The newest `limit` examined inbounds that came since `since`."""
    rows = connection.execute(_ARRIVALS, {"since": since, "limit": limit})
    return [
        Arrival(
            row.received_at.timestamp(),
            row.id,
            row.sender_id,
            InboundKind(row.kind),
            row.is_first,
            row.is_insult,
            tuple(bytes(key) for key in row.keys),
        )
        for row in rows
    ]


def count_machine_texts(
    connection: Connection, sender_ids: Sequence[int], since: datetime
) -> dict[int, int]:
    """{sender id: how many of their texts since then were written by a machine}."""
    rows = connection.execute(
        text(
            "SELECT sender_id, count(*) AS texts FROM inbounds"
            " JOIN examinations ON examinations.inbound_id = inbounds.id"
            " WHERE sender_id = ANY(:senders) AND received_at >= :since AND is_machine GROUP BY 1"
        ),
        {"senders": list(sender_ids), "since": since},
    )
    return {row.sender_id: row.texts for row in rows}


def texted_by_us(connection: Connection, sender_ids: Sequence[int]) -> set[int]:
    """Those of these senders to whom a reply was sent, as far as we know or must fear."""
    rows = connection.execute(
        text(
            "SELECT DISTINCT sender_id FROM replies"
            " WHERE sender_id = ANY(:senders) AND claimed_at IS NOT NULL"
        ),
        {"senders": list(sender_ids)},
    )
    return set(rows.scalars())


def common_keys(
    connection: Connection, keys: Sequence[bytes], *, before: datetime, senders: int
) -> set[bytes]:
    """The keys that at least `senders` senders used before, over a day or more, outside raids."""
    if not keys:
        return set()
    values = {"keys": list(keys), "before": before, "senders": senders}
    return {bytes(key) for key in connection.execute(_COMMON, values).scalars()}


def keep_examined(connection: Connection, examined: Sequence[Examined], *, in_raid: bool) -> None:
    """Store what was found. **Idempotent:** an examined inbound is not changed."""
    if not examined:
        return
    rows = [
        {
            "inbound_id": one.arrival.inbound_id,
            "sender_id": one.arrival.sender_id,
            "at": moment_of(one.arrival.at).isoformat(),
            "is_first": one.arrival.is_first,
            "is_insult": one.arrival.is_insult,
            "is_machine": one.arrival.is_machine,
            "telling": [key.hex() for key in one.arrival.keys],
            "keys": [key.hex() for key in one.keys],
        }
        for one in examined
    ]
    connection.execute(_EXAMINE, {"examined": rows, "in_raid": in_raid})


def mark_texts_of_raid(connection: Connection, since: datetime) -> None:
    """Mark texts since `since` as those of a raid: they never count as common texts."""
    connection.execute(
        text("UPDATE text_senders SET in_raid = true WHERE first_at >= :since AND NOT in_raid"),
        {"since": since},
    )


def forgive_texts(connection: Connection, since: datetime) -> None:
    """Unmark texts since `since`: there was no raid, so they may become common texts."""
    connection.execute(
        text("UPDATE text_senders SET in_raid = false WHERE first_at >= :since AND in_raid"),
        {"since": since},
    )


def unteach(connection: Connection, keys: Sequence[str]) -> None:
    """Forget these lessons. The next look of every process reads the store anew."""
    connection.execute(
        text("UPDATE watch SET taught = taught - CAST(:keys AS text[]), looks = looks + 1"),
        {"keys": list(keys)},
    )


def teach(
    connection: Connection, lessons: dict[str, float], *, until: datetime, cleared_at: datetime
) -> None:
    """Keep {alarm's key: count} as harmless until `until`. Rules look back to `cleared_at` only."""
    taught = {key: [count, until.isoformat()] for key, count in lessons.items()}
    connection.execute(
        text(
            "UPDATE watch SET taught = taught || CAST(:taught AS jsonb), cleared_at = :cleared_at"
        ),
        {"taught": json.dumps(taught), "cleared_at": cleared_at},
    )
