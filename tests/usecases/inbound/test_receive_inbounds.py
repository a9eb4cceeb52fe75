"""A text or a call arrives, and the hotline keeps it once."""

import random
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from hotline.domain.modes import Mode
from hotline.store.database import Database, is_away
from hotline.store.engine import make_engine
from hotline.store.settings import change_settings
from hotline.usecases.inbound.receive_inbounds import receive_inbounds
from hotline.usecases.senders.block_sender import block_sender
from hotline.vault import Vault
from tests.support.cast import HIM, KEY, LINE, RAIDER
from tests.support.inbounds import a_call, a_text, one, receive, reply_states, rows


def test_a_first_text_is_kept_and_its_reply_planned_an_hour_later(database, now):
    receive(database, a_text(now))

    assert rows(database, "SELECT status, due_at, expires_at, line, country FROM replies") == [
        ("planned", now + timedelta(hours=1), now + timedelta(hours=24), LINE, "FR")
    ]
    assert rows(database, "SELECT kind, reason, received_at FROM inbounds") == [("sms", None, now)]


def test_a_call_is_kept_and_answered_by_text_too(database, now):
    receive(database, a_call(now))

    assert reply_states(database) == [("planned", None)]
    assert rows(database, "SELECT texts, calls FROM senders") == [(0, 1)]


def test_numbers_and_bodies_are_encrypted_from_the_first_row_on(database, now):
    receive(database, a_text(now, body="je sais où tu habites"))
    for table in ("inbounds", "senders", "replies", "notices", "audit_entries"):
        dump = one(database, f"SELECT coalesce(string_agg(t::text, ' '), '') FROM {table} AS t")
        assert "612345678" not in dump
        assert "habites" not in dump

    secret = one(database, "SELECT body_secret FROM inbounds")
    assert database.vault.read(secret) == "je sais où tu habites"


def test_the_same_text_delivered_again_changes_nothing(database, now):
    inbound = a_text(now)
    receive(database, inbound)
    before = rows(database, "SELECT * FROM senders")

    receive(database, inbound, inbound)

    assert one(database, "SELECT count(*) FROM inbounds") == 1
    assert reply_states(database) == [("planned", None)]
    assert rows(database, "SELECT * FROM senders") == before


def test_the_same_sid_from_somebody_else_leaves_no_trace_of_him(database, now):
    receive(database, a_text(now, sid="SMtwice"), a_text(now, RAIDER, sid="SMtwice"))

    assert one(database, "SELECT count(*) FROM senders") == 1


def test_twenty_first_texts_at_once_make_one_sender_and_plan_one_reply(database, now):
    with ThreadPoolExecutor(10) as pool:
        list(pool.map(lambda _: receive(database, a_text(now)), range(20)))

    assert rows(database, "SELECT id, texts FROM senders") == [(1, 20)]
    assert one(database, "SELECT count(*) FROM inbounds") == 20
    assert reply_states(database) == [("planned", None)]
    assert one(database, "SELECT count(*) FROM inbounds WHERE reason = 'already_answered'") == 19


def test_handles_are_not_burnt_by_a_raid(database, now):
    receive(database, *[a_text(now) for _ in range(5)], a_text(now, RAIDER))

    assert rows(database, "SELECT id FROM senders ORDER BY id") == [(1,), (2,)]


def test_a_withheld_number_is_nobody_in_particular(database, now):
    receive(database, a_call(now, "+266696687"), a_text(now, ""), a_text(now, "anonymous"))

    assert rows(database, "SELECT sender_id, reason FROM inbounds") == [(None, "withheld")] * 3
    assert rows(database, "SELECT id FROM senders") == []


@pytest.mark.parametrize("body", ["STOP", "Arrêt !", "unsubscribe"])
def test_a_stop_calls_off_what_is_owed_and_a_start_lifts_the_ban(database, now, body):
    receive(database, a_text(now), a_text(now, body=body))
    assert reply_states(database) == [("dropped", "opted_out")]

    receive(database, a_text(now, body="encore moi"), a_text(now, body="START"))
    assert rows(database, "SELECT opted_out_at FROM senders") == [(None,)]
    assert rows(database, "SELECT reason FROM inbounds ORDER BY id") == [
        (None,), ("opted_out",), ("opted_out",), ("keyword",),
    ]  # fmt: skip


def test_a_text_in_a_suspension_is_kept_and_not_answered(database, now):
    with database.transaction() as connection:
        change_settings(connection, mode=Mode.SUSPENDED)

    receive(database, a_text(now))

    assert one(database, "SELECT reason FROM inbounds") == "suspended"
    assert reply_states(database) == []


def test_who_is_blocked_is_counted_and_not_answered(database, alice, now):
    block_sender(alice, HIM, database=database, now=now)

    receive(database, a_text(now))

    assert rows(database, "SELECT texts FROM senders") == [(1,)]
    assert reply_states(database) == []


def test_hostile_text_of_any_kind_is_kept(database, now):
    bodies = ["\x00\x01", "😈" * 800, "'; DROP TABLE replies; --", "\u202e\ufeff", ""]
    receive(database, *[a_text(now, body=body) for body in bodies])

    kept = rows(database, "SELECT body_secret FROM inbounds ORDER BY id")
    assert [database.vault.read(secret) for (secret,) in kept] == bodies


def test_half_a_receipt_is_no_receipt(database, now):
    """Died half way: the transaction is cut before its commit, and nothing is there."""
    with database.transaction() as connection:
        connection.execute(text("ALTER TABLE replies RENAME COLUMN planned_at TO gone"))
    try:
        with pytest.raises(Exception, match="planned_at"):
            receive(database, a_text(now))
    finally:
        with database.transaction() as connection:
            connection.execute(text("ALTER TABLE replies RENAME COLUMN gone TO planned_at"))

    assert (
        one(database, "SELECT (SELECT count(*) FROM senders) + (SELECT count(*) FROM inbounds)")
        == 0
    )


def receive_together(database, *inbounds, now):
    return receive_inbounds(inbounds, database=database, lines=frozenset({LINE}), now=now)


def everything(database):
    """All that the intake writes, without ids that depend on the order of the rows."""
    senders = rows(
        database,
        "SELECT number_kind, country, first_seen_at, last_seen_at, texts, calls, last_planned_at,"
        " opted_out_at, encode(number_hash, 'hex') AS hash FROM senders ORDER BY hash",
    )
    inbounds = rows(
        database,
        "SELECT provider_sid, kind, line, segments, media, reason, received_at,"
        " encode(number_hash, 'hex') FROM inbounds LEFT JOIN senders ON senders.id = sender_id"
        " ORDER BY inbounds.id",
    )
    replies = rows(
        database,
        "SELECT sid, status, reason, was_held_for, due_at, expires_at, planned_at, line, country"
        " FROM replies JOIN (SELECT id AS inbound, provider_sid AS sid FROM inbounds) AS i"
        " ON inbound_id = inbound ORDER BY sid",
    )
    return senders, inbounds, replies


def test_two_texts_of_one_sender_in_a_batch_see_one_another(database, now):
    later = now + timedelta(seconds=1)
    found = receive_together(database, a_text(now), a_text(later), a_call(later, RAIDER), now=later)

    assert found == [True, True, True]
    assert rows(database, "SELECT texts, calls, last_seen_at, last_planned_at FROM senders") == [
        (2, 0, later, now),
        (0, 1, later, later),
    ]
    assert rows(database, "SELECT reason FROM inbounds ORDER BY id") == [
        (None,),
        ("already_answered",),
        (None,),
    ]


def test_what_comes_twice_in_a_batch_or_was_kept_before_is_kept_once(database, now):
    known, twice = a_text(now), a_text(now, RAIDER)
    receive(database, known)

    assert receive_together(database, twice, known, twice, now=now) == [True, False, False]
    assert receive_together(database, known, twice, now=now) == [False, False]
    assert rows(database, "SELECT texts FROM senders") == [(1,), (1,)]


def test_a_stop_in_the_middle_of_a_batch_counts_for_what_comes_after_it(database, now):
    def at(seconds, body):
        return a_text(now + timedelta(seconds=seconds), body=body)

    found = receive_together(
        database, at(0, "salut"), at(1, "STOP"), at(2, "allo"), at(3, "START"), at(4, "et là ?"),
        now=now,
    )  # fmt: skip

    assert found == [True] * 5
    assert rows(database, "SELECT reason FROM inbounds ORDER BY id") == [
        (None,), ("opted_out",), ("opted_out",), ("keyword",), ("already_answered",),
    ]  # fmt: skip
    assert reply_states(database) == [("dropped", "opted_out")]


def test_nobody_at_all_is_received_together_too(database, now):
    assert receive_together(database, now=now) == []
    withheld = [a_text(now, "anonymous"), a_call(now, ""), a_text(now, "+266696687")]
    assert receive_together(database, *withheld, now=now) == [True] * 3
    assert rows(database, "SELECT sender_id FROM inbounds") == [(None,)] * 3


@pytest.mark.parametrize("seed", range(12))
def test_a_batch_is_what_its_inbounds_are_one_by_one(database, now, seed):
    """Whatever comes, in whatever company: senders, inbounds and replies are the same."""
    chance = random.Random(seed)
    people = [HIM, RAIDER, "+33612345601", "+262692123456", "36105", "anonymous", "+14155552671"]
    bodies = ["salut", "STOP", "START", "HELP", "Arrêt", "", "😈"]
    inbounds = []
    for second in range(40):
        moment, who = now + timedelta(seconds=second), chance.choice(people)
        inbounds.append(a_call(moment, who) if chance.random() < 0.2 else
                        a_text(moment, who, chance.choice(bodies)))  # fmt: skip
    inbounds += chance.sample(inbounds, 5)
    with database.transaction() as connection:
        change_settings(connection, repeat_after_days=chance.choice([None, 1]))
    receive_together(database, *inbounds, now=inbounds[-1].received_at)
    together = everything(database)
    empty_traffic(database)
    for one_ in inbounds:
        receive_together(database, one_, now=inbounds[-1].received_at)

    assert everything(database) == together


def empty_traffic(database):
    with database.transaction() as connection:
        connection.execute(text("DELETE FROM replies"))
        connection.execute(text("DELETE FROM inbounds"))
        connection.execute(text("DELETE FROM senders"))


def test_batches_that_lock_the_same_senders_never_wait_in_a_circle(database, now):
    """Eight at once, each with the same twelve senders in an order of its own, known and new."""
    people = [f"+3361234{number:04d}" for number in range(12)]
    receive(database, *[a_text(now, one_) for one_ in people[::2]])

    def batch(seed):
        order = random.Random(seed).sample(people, len(people))
        return receive_together(database, *[a_text(now, one_) for one_ in order], now=now)

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(batch, range(40))) == [[True] * 12] * 40
    assert one(database, "SELECT count(*) FROM senders") == 12
    assert one(database, "SELECT sum(texts) FROM senders") == 40 * 12 + 6
    assert one(database, "SELECT count(*) FROM replies") == 12


def test_a_change_of_the_settings_holds_for_the_next_text(database, now):
    """They are remembered between texts, and read again only when they have changed."""
    reasons = []
    for mode in (Mode.OPEN, Mode.SUSPENDED, Mode.OPEN, Mode.GUARDED):
        with database.transaction() as connection:
            change_settings(connection, mode=mode)
        receive(database, a_text(now, f"+336123456{len(reasons):02d}"))
        reasons.append(one(database, "SELECT reason FROM inbounds ORDER BY id DESC LIMIT 1"))
    assert reasons == [None, "suspended", None, None]
    assert reply_states(database)[-1] == ("held", "raid")


def test_the_driver_may_drop_prepared_statements_at_any_time(database, now):
    alone = make_engine(database.engine.url.render_as_string(hide_password=False), pool_size=1)
    alone = Database(alone, database.vault)
    receive(alone, a_text(now))
    with alone.engine.connect() as connection:
        connection.exec_driver_sql("DEALLOCATE ALL")
    receive(alone, a_text(now, RAIDER))

    assert one(database, "SELECT count(*) FROM inbounds") == 2
    alone.engine.dispose()


def test_one_locked_sender_does_not_keep_a_batch_waiting_for_long(database, now):
    receive(database, a_text(now))
    with database.transaction() as connection:
        connection.execute(text("SELECT 1 FROM senders FOR UPDATE"))
        with pytest.raises(OperationalError, match="lock timeout") as refused:
            receive_inbounds(
                [a_text(now, RAIDER), a_text(now)],
                database=database,
                lines={LINE},
                now=now,
                is_hurried=True,
            )
        assert not is_away(refused.value)
    assert one(database, "SELECT count(*) FROM inbounds") == 1


def test_stops_and_starts_share_the_transaction_of_those_around_them(database, now):
    """Whoever alternates STOP and words keeps nobody else waiting for a transaction of his own."""
    receive(database, a_text(now), a_text(now, RAIDER))
    bodies = ["STOP", "x", "START", "y", "STOP", "z"] * 5
    inbounds = [a_text(now + timedelta(seconds=at), body=body) for at, body in enumerate(bodies)]
    inbounds.append(a_text(now, RAIDER, "STOP"))
    receive_together(database, *inbounds, now=now + timedelta(minutes=1))

    assert one(database, "SELECT count(DISTINCT xmin::text) FROM inbounds WHERE id > 2") == 1
    assert reply_states(database) == [("dropped", "opted_out")] * 2
    assert one(database, "SELECT count(*) FROM senders WHERE opted_out_at IS NOT NULL") == 2


def test_a_stop_calls_off_a_reply_that_its_own_batch_has_planned(database, now):
    with database.transaction() as connection:
        change_settings(connection, mode=Mode.GUARDED)
    inbounds = [a_text(now), a_text(now, body="STOP"), a_text(now, RAIDER)]
    receive_together(database, *inbounds, now=now)

    query = "SELECT status, reason, was_held_for FROM replies ORDER BY id"
    assert rows(database, query) == [("dropped", "opted_out", "raid"), ("held", "raid", None)]


def test_a_start_that_arrives_late_does_not_undo_a_stop_in_its_batch_either(database, now):
    earlier = now - timedelta(minutes=5)
    receive_together(database, a_text(now, body="STOP"), a_text(earlier, body="START"), now=now)

    assert rows(database, "SELECT opted_out_at FROM senders") == [(now,)]


def test_a_migration_that_changes_what_a_statement_returns_costs_no_text(database, now):
    """Old programs run on during a deploy: PostgreSQL refuses their prepared statements once."""
    alone = make_engine(database.engine.url.render_as_string(hide_password=False), pool_size=1)
    alone = Database(alone, database.vault)
    receive(alone, a_text(now))
    for kind in ("varchar(80)", "text"):
        with database.transaction() as connection:
            connection.execute(text(f"ALTER TABLE inbounds ALTER COLUMN provider_sid TYPE {kind}"))
        receive(alone, a_text(now))
    assert one(database, "SELECT count(*) FROM inbounds") == 3
    alone.engine.dispose()


def test_a_first_text_to_two_processes_with_other_keys_makes_one_sender(database, now):
    """A deploy that adds a key: the two take other locks, and the second of them tries again."""
    vaults = [Vault([KEY]), Vault([KEY, "n" + KEY[1:]])]
    for number in range(20):
        sender = f"+3361234{number:04d}"
        with ThreadPoolExecutor(2) as pool:
            found = pool.map(
                lambda vault, sender=sender: receive_together(
                    replace(database, vault=vault), a_text(now, sender), now=now
                ),
                vaults,
            )
            assert list(found) == [[True], [True]]
    assert one(database, "SELECT count(*) FROM senders") == 20
    assert one(database, "SELECT count(*) FROM replies") == 20
