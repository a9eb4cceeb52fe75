"""A text or a call arrives, and the hotline keeps it once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import text

from hotline.domain.modes import Mode
from hotline.store.settings import change_settings
from hotline.usecases.senders.block_sender import block_sender
from tests.support.cast import HIM, LINE, RAIDER
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
