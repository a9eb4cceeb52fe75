"""Fills a hotline with as many inbounds as one likes, by COPY; its last month is always the same.

All secrets are real, and written with the hotline's own key; a few hundred serve for all.
"""

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import LiteralString

import psycopg

from hotline.domain.detection.baselines import Baseline
from hotline.domain.detection.text_copies import text_keys
from hotline.vault import Vault

# How many of the inbounds are of the last month, whatever the size.
RECENT = 500
LINE = "+33755501234"
PRICE = 80_000
_SPAN = timedelta(days=400)
_QUIET = timedelta(days=32)
_ROWS_A_BLOCK = 5_000
_COMMON, _BODIES = 20, 300


@dataclass(frozen=True)
class _Pool:
    """Secrets that many rows share. `common_keys`: of the bodies that many people write."""

    numbers: list[bytes]
    bodies: list[bytes]
    common_keys: list[list[bytes]]


def _make_pool(vault: Vault) -> _Pool:
    phrases = [common_phrase(n) for n in range(_COMMON)]
    short = [f"salut toi {n}" for n in range(_BODIES - _COMMON)]
    return _Pool(
        numbers=[vault.hide(f"+336{n:08d}") for n in range(_BODIES)],
        bodies=[vault.hide(one) for one in (*phrases, *short)],
        common_keys=[[vault.find(f"text {key}")[:16] for key in text_keys(one)] for one in phrases],
    )


def common_phrase(number: int) -> str:
    """A long text that thousands of people have sent: without digits, so that its keys differ."""
    name = "abcdefghijklmnopqrst"[number] * 3
    return f"coucou {name} c'est moi, on s'est vus hier soir, tu es libre pour un verre {name} ?"


def fill(url: str, vault: Vault, want: int, now: datetime) -> None:
    """Grow the hotline to `want` stored inbounds, and forget what was received since `now`."""
    pool = _make_pool(vault)
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("ALTER SYSTEM SET max_wal_size = '8GB'")
        connection.execute("SELECT pg_reload_conf()")
    with psycopg.connect(url) as connection:
        # The rows are right: foreign keys and triggers need not look at each.
        connection.execute("SET session_replication_role = replica; SET synchronous_commit = off")
        connection.execute("SET work_mem = '256MB'; SET jit = off")
        _make_pools(connection, pool)
        for statement in _FORGOTTEN:
            connection.execute(statement, {"now": now})
        have = _number(connection, "SELECT count(*) FROM inbounds")
        first_id = _number(connection, "SELECT coalesce(max(id), 0) FROM inbounds")
        if not have:
            _copy(connection, pool, vault, _recent_rows(now))
            have = RECENT
        _copy(connection, pool, vault, _past_rows(max(first_id, RECENT), want - have, now))
        for statement in _FOLLOWING:
            connection.execute(statement, {"after": first_id, "key": vault.key_id, "now": now})
        if not first_id:
            for statement in _ONCE:
                connection.execute(statement, {"now": now, "baseline": _baseline(now)})
        for statement in _FIGURES:
            connection.execute(statement)
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("VACUUM (ANALYZE)")
        connection.execute("CHECKPOINT")


def _baseline(now: datetime) -> str:
    began = (now - _SPAN).timestamp()
    learnt = replace(Baseline.begin(began, "Europe/Paris"), learnt_until=now.timestamp())
    return json.dumps(learnt.to_dict())


def _number(connection: psycopg.Connection, query: LiteralString) -> int:
    row = connection.execute(query).fetchone()
    return int(row[0]) if row else 0


def _make_pools(connection: psycopg.Connection, pool: _Pool) -> None:
    connection.execute("CREATE TEMP TABLE pool_numbers (n int, secret bytea)")
    connection.execute("CREATE TEMP TABLE pool_keys (n int, key bytea)")
    with connection.cursor() as cursor:
        numbers = list(enumerate(pool.numbers))
        cursor.executemany("INSERT INTO pool_numbers VALUES (%s, %s)", numbers)
        keys = [(n, key) for n, some in enumerate(pool.common_keys) for key in some]
        cursor.executemany("INSERT INTO pool_keys VALUES (%s, %s)", keys)


# (id, sender, which body, when it came, whether it is the first text of its sender)
_Row = tuple[int, int, int, datetime, bool]


def _recent_rows(now: datetime) -> Iterator[_Row]:
    """A month: 100 in the last hour, 200 in the day before, the rest before that."""
    for n in range(RECENT):
        if n < 200:
            at = now - timedelta(days=31) + n * timedelta(minutes=200)
        elif n < 400:
            at = now - timedelta(hours=25) + (n - 200) * timedelta(minutes=7)
        else:
            at = now - timedelta(hours=1) + (n - 400) * timedelta(seconds=35)
        yield n + 1, n + 1, n % _BODIES, at, True


def _past_rows(after: int, count: int, now: datetime) -> Iterator[_Row]:
    """Every second one is the first text of its sender; few senders sent most of the others."""
    chance = random.Random(after)
    begins, length = now - _SPAN, (_SPAN - _QUIET) / max(1, count)
    for n in range(count):
        at = begins + n * length
        if n % 2 == 0:
            yield after + n + 1, after + n + 1, n % _BODIES, at, True
            continue
        of_these = n // 100 + 1 if chance.random() < 0.75 else n // 2 + 1
        sender = after + 2 * chance.randrange(of_these) + 1
        yield after + n + 1, sender, chance.randrange(_BODIES), at, False


def _copy(connection: psycopg.Connection, pool: _Pool, vault: Vault, rows: Iterator[_Row]) -> None:
    """Inbounds by COPY, as text. The id of a sender is that of their first inbound."""
    bodies = [f"\\\\x{one.hex()}" for one in pool.bodies]
    tail = f"\t{vault.key_id}\t1\t0\t"
    columns = (
        "id, provider_sid, kind, sender_id, line, body_secret, key_id, segments, media, reason,"
        " received_at"
    )
    with connection.cursor().copy(f"COPY inbounds ({columns}) FROM STDIN") as copy:
        block = []
        for inbound_id, sender, body, at, is_first in rows:
            reason = "\\N" if is_first else "already_answered"
            # Providers' ids are random: their index is filled in no order.
            sid = f"SM{(inbound_id * 0x9E3779B97F4A7C15F39CC0605CEDC835) % 2**128:032x}"
            block.append(
                f"{inbound_id}\t{sid}\tsms\t{sender}\t{LINE}\t{bodies[body]}{tail}{reason}"
                f"\t{at.isoformat()}\n"
            )
            if len(block) == _ROWS_A_BLOCK:
                copy.write("".join(block))
                block.clear()
        copy.write("".join(block))


# What was received while something was timed.
_FORGOTTEN = (
    "DELETE FROM replies WHERE planned_at > %(now)s",
    "DELETE FROM threats WHERE received_at > %(now)s",
    "DELETE FROM text_senders WHERE first_at > %(now)s",
    "DELETE FROM examinations USING inbounds WHERE inbound_id = id AND received_at > %(now)s",
    "DELETE FROM incident_senders WHERE first_at > %(now)s",
    "DELETE FROM inbounds WHERE received_at > %(now)s",
    "DELETE FROM senders WHERE first_seen_at > %(now)s",
    "UPDATE replies SET enqueued_at = NULL WHERE status = 'planned'",
    "DELETE FROM incident_cards",
)
# What follows from the inbounds that are new. %(after)s: the highest id before them.
_FOLLOWING = (
    """
    INSERT INTO senders (id, number_hash, number_secret, key_id, number_kind, country,
                         first_seen_at, last_seen_at, texts, last_planned_at, blocked_at)
    OVERRIDING SYSTEM VALUE
    SELECT s.id, sha256(int8send(s.id)), secret, %(key)s, 'mobile', 'FR', first, last, texts,
           first, CASE WHEN s.id %% 401 = 0 THEN last END
      FROM (SELECT sender_id AS id, min(received_at) AS first, max(received_at) AS last,
                   count(*) AS texts FROM inbounds WHERE id > %(after)s GROUP BY 1) AS s
      JOIN pool_numbers ON n = s.id %% 300 ORDER BY s.id
    """,
    # Of 50 replies 47 arrive, one each is undelivered, refused, or came too late.
    """
    INSERT INTO replies (id, sender_id, inbound_id, status, reason, line, country, planned_at,
                         due_at, expires_at, enqueued_at, changed_at, attempt, text_id, cost_micros,
                         listed_micros, day, provider_sid, claimed_at, priced_at)
    OVERRIDING SYSTEM VALUE
    SELECT id, sender_id, id, CASE id %% 50 WHEN 1 THEN 'undelivered' WHEN 2 THEN 'failed'
                                           WHEN 3 THEN 'dropped' ELSE 'delivered' END,
           CASE WHEN id %% 50 = 3 THEN 'expired' END, line, 'FR', received_at, due,
           received_at + interval '1 day', due, due + interval '20 s', 1, 1, 80000, 80000,
           due::date, 'SR' || substr(provider_sid, 3), due, due + interval '1 hour'
      FROM (SELECT *, received_at + interval '1 hour' AS due FROM inbounds
             WHERE id > %(after)s AND reason IS NULL) AS answered ORDER BY id
    """,
    """
    INSERT INTO ledger_entries (kind, reply_id, day, spent_micros, reserved_micros, created_at)
    SELECT kind, id, day, spent, reserved, claimed_at + later
      FROM replies CROSS JOIN LATERAL (VALUES
           ('reserve', 0, 80000, interval '0'),
           (CASE status WHEN 'failed' THEN 'give_back' ELSE 'settle' END,
            CASE status WHEN 'failed' THEN 0 ELSE 80000 END, -80000, interval '20 s')
           ) AS e (kind, spent, reserved, later)
     WHERE id > %(after)s AND status <> 'dropped'
     ORDER BY claimed_at, reserved DESC
    """,
    """
    INSERT INTO examinations (inbound_id, is_first, is_insult, keys)
    SELECT id, reason IS NULL, id %% 50 = 0,
           CASE WHEN id %% 3 = 1 THEN ARRAY[decode(md5('t' || id), 'hex')] ELSE '{}' END
      FROM inbounds WHERE id > %(after)s
    """,
    # A third writes something long of their own, one in fifteen what many write.
    """
    INSERT INTO text_senders (key, sender_id, first_at, last_at, in_raid)
    SELECT decode(md5('t' || id), 'hex'), sender_id, received_at, received_at, false
      FROM inbounds WHERE id > %(after)s AND id %% 3 = 1
    UNION ALL
    SELECT key, sender_id, min(received_at), max(received_at), false
      FROM inbounds JOIN pool_keys ON n = id / 15 %% 20
     WHERE id > %(after)s AND id %% 15 = 0 GROUP BY key, sender_id
    """,
    """
    INSERT INTO threats (inbound_id, sender_id, received_at)
    SELECT id, sender_id, received_at FROM inbounds WHERE id > %(after)s AND id %% 500 = 0
    """,
    """
    INSERT INTO audit_entries (organizer_id, verb, subject, facts, created_at)
    SELECT 1, 'block', 'sender:' || id, '{}', blocked_at FROM senders
     WHERE id > %(after)s AND blocked_at IS NOT NULL ORDER BY blocked_at
    """,
    """
    INSERT INTO notices (organizer_id, kind, facts, created_at, next_try_at, delivered_at)
    SELECT 1, 'act.block', '{"subject": "sender:1"}', created_at, created_at, created_at
      FROM audit_entries WHERE verb = 'block' AND created_at < %(now)s - interval '32 days'
    """,
)
# The last day: what waits, and an incident that is open.
_ONCE = (
    # The hotline's first entry says when it was set up.
    "UPDATE ledger_entries SET created_at = %(now)s - interval '400 days' WHERE kind = 'budget'",
    # Of the last hour everything waits: planned, or held in the raid; before, some for money.
    """
    UPDATE replies SET status = CASE WHEN id > 420 THEN 'held' ELSE 'planned' END,
           reason = CASE WHEN id > 420 THEN 'raid' END, provider_sid = NULL, claimed_at = NULL,
           priced_at = NULL, enqueued_at = NULL, attempt = 0, cost_micros = NULL, day = NULL
     WHERE id > 400
    """,
    """
    UPDATE replies SET status = CASE WHEN id %% 2 = 0 THEN 'held' ELSE 'planned' END,
           reason = CASE WHEN id %% 2 = 0 THEN 'budget' END, provider_sid = NULL,
           claimed_at = NULL, priced_at = NULL, enqueued_at = NULL, attempt = 0,
           cost_micros = NULL, day = NULL
     WHERE id BETWEEN 201 AND 400 AND status <> 'dropped'
    """,
    "DELETE FROM ledger_entries WHERE reply_id BETWEEN 201 AND 500",
    """
    INSERT INTO incidents (kind, opened_at, onset_at, alarm, evidence, raid_chance, kinds,
                           usual_per_minute, last_alarm_at, weighed_at, acknowledged_at)
    VALUES ('raid', %(now)s - interval '40 min', %(now)s - interval '50 min', '{}', '[]', 0.9,
            jsonb_build_array(jsonb_build_array(%(now)s - interval '40 min', 'raid', 0.9)), 0.2,
            %(now)s, %(now)s, %(now)s - interval '30 min')
    """,
    """
    INSERT INTO incident_senders (incident_id, sender_id, texts, first_at, last_at)
    SELECT 1, sender_id, 1, received_at, received_at FROM inbounds WHERE id BETWEEN 421 AND 500
    """,
    """
    INSERT INTO watch (id, looks, cursor, next_cursor, next_cursor_at, baseline, cleared_at, taught)
    VALUES (1, 1, 0, 0, %(now)s, %(baseline)s, %(now)s - interval '1 day', '{}')
    """,
    "UPDATE settings SET mode = 'guarded', guard_since = %(now)s - interval '50 min'",
    """
    INSERT INTO traffic_minutes (minute, messages, usual_messages)
    SELECT date_trunc('minute', %(now)s) - n * interval '1 min', 0, 0.2
      FROM generate_series(11, 60 * 24 * 60) AS n
    """,
    """
    INSERT INTO prices (country, currency, micros, inbound_micros, fetched_at)
    SELECT unnest(countries), 'EUR', 80000, 7500, %(now)s FROM settings
    ON CONFLICT DO NOTHING
    """,
)
# The figures equal the entries, and the next ids follow the highest.
_FIGURES = (
    "DELETE FROM ledger_figures",
    """
    INSERT INTO ledger_figures (scope, spent_micros, reserved_micros, inbound_micros)
    SELECT coalesce(day::text, 'total'), sum(spent_micros), sum(reserved_micros),
           sum(inbound_micros)
      FROM ledger_entries GROUP BY GROUPING SETS ((day), ())
    """,
    "SELECT setval(pg_get_serial_sequence('inbounds', 'id'), max(id)) FROM inbounds",
    "SELECT setval(pg_get_serial_sequence('senders', 'id'), max(id)) FROM senders",
    "SELECT setval(pg_get_serial_sequence('replies', 'id'), max(id)) FROM replies",
    "UPDATE watch SET cursor = newest, next_cursor = newest"
    " FROM (SELECT max(id) AS newest FROM inbounds) AS found",
)
