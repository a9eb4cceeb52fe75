"""Verifying every row: silent about a hotline that works, a sentence for each thing that broke."""

import pytest
from sqlalchemy import event, text

from hotline.store.upkeep.invariants import Invariant
from hotline.usecases.checkups.verify_store import verify_store
from hotline.usecases.incidents.watch_traffic import Memory
from hotline.usecases.replies.sweep_replies import sweep_replies
from hotline.usecases.senders.block_sender import block_sender
from hotline.verified_words import verified_in_words
from hotline.words import LANGUAGES, Words
from tests.support.afternoons import a_raid, live_through
from tests.support.cast import HIM
from tests.support.inbounds import a_call, a_text, receive


@pytest.fixture
def lived(database, now, alice):
    """A raid was lived through, with replies sent, held and dropped; its end."""
    receive(database, a_text(now, HIM), a_call(now, "+33699999999"))
    end = live_through(database, a_raid(minutes=5, per_minute=20), now, memory=Memory())
    block_sender(alice, "#2", database=database, now=end)
    sweep_replies(database=database, now=end)
    return end


def verified(database, now):
    return verify_store(is_deep=True, database=database, now=now)


def test_a_hotline_that_has_lived_through_a_raid_is_fine(database, lived):
    found = verified(database, lived)

    assert found.untrue == []
    assert found.is_fine
    for language in LANGUAGES:
        (sentence,) = verified_in_words(found, "EUR", Words(language))
        assert sentence


BREAKS = {
    Invariant.ONE_REPLY: (
        "UPDATE replies SET status = 'unknown', cost_micros = NULL, sender_id = 1"
        " WHERE id IN (SELECT id FROM replies ORDER BY id LIMIT 2)"
    ),
    Invariant.RESERVED_IN_FLIGHT: (
        "UPDATE replies SET status = 'unknown', cost_micros = 80000"
        " WHERE id = (SELECT max(id) FROM replies)"
    ),
    Invariant.SPENT_AS_COST: (
        "UPDATE replies SET status = 'sent', cost_micros = 80000, provider_sid = 'SMx'"
        " WHERE id = (SELECT max(id) FROM replies)"
    ),
    Invariant.NO_STALE_SEND: (
        "UPDATE replies SET status = 'sending', changed_at = changed_at - interval '1 hour'"
        " WHERE id = (SELECT max(id) FROM replies)"
    ),
    Invariant.NO_LATE_REPLY: (
        "UPDATE replies SET status = 'planned', due_at = due_at - interval '1 day',"
        " changed_at = changed_at - interval '1 day' WHERE id = (SELECT max(id) FROM replies)"
    ),
    Invariant.NO_EXPIRED_REPLY: (
        "UPDATE replies SET expires_at = expires_at - interval '2 days'"
        " WHERE id = (SELECT max(id) FROM replies WHERE status = 'held')"
    ),
    Invariant.LEFT_HAS_SID: (
        "UPDATE replies SET status = 'sent' WHERE id = (SELECT max(id) FROM replies)"
    ),
    Invariant.KNOWN_STATUS: (
        "UPDATE replies SET status = 'flying' WHERE id = (SELECT max(id) FROM replies)"
    ),
    Invariant.OWN_INBOUND: (
        "UPDATE replies SET sender_id = sender_id - 1 WHERE id = (SELECT max(id) FROM replies)"
    ),
    Invariant.COUNTED: "UPDATE senders SET texts = texts + 1 WHERE id = 1",
    Invariant.NOTHING_FOR_BLOCKED: (
        "UPDATE senders SET opted_out_at = now()"
        " WHERE id = (SELECT max(sender_id) FROM replies WHERE status = 'held')"
    ),
    Invariant.WHOLE_BLOCK: "UPDATE senders SET blocked_until = now(), blocked_by = 1 WHERE id = 1",
    Invariant.READABLE: "UPDATE senders SET number_secret = 'rubbish' WHERE id = 1",
}


def test_each_invariant_is_tried():
    assert set(BREAKS) == set(Invariant)


@pytest.mark.parametrize("invariant", Invariant)
def test_what_was_broken_by_hand_is_named(database, lived, invariant):
    with database.transaction() as connection:
        broken = connection.execute(text(BREAKS[invariant])).rowcount
    assert broken

    found = verified(database, lived)
    assert invariant in {one.invariant for one in found.untrue}
    assert not found.is_fine
    for language in LANGUAGES:
        sentences = verified_in_words(found, "EUR", Words(language))
        assert any("#" in sentence for sentence in sentences)


def test_money_that_is_not_in_the_entries_is_named(database, lived):
    with database.transaction() as connection:
        query = "INSERT INTO ledger_figures (scope, spent_micros) VALUES ('total', 5000000)"
        connection.execute(text(query))

    found = verify_store(is_deep=False, database=database, now=lived)
    assert [one.scope for one in found.differences] == ["total"]
    (sentence,) = verified_in_words(found, "EUR", Words("en"))
    assert sentence.startswith("Ledger, total: its entries say -€5.00 more spent")


def test_a_table_whose_history_may_be_changed_is_named(database, lived):
    with database.transaction() as connection:
        connection.execute(text("ALTER TABLE audit_entries DISABLE TRIGGER append_only"))
    try:
        found = verified(database, lived)
    finally:
        with database.transaction() as connection:
            connection.execute(text("ALTER TABLE audit_entries ENABLE TRIGGER append_only"))

    assert found.triggers == ["audit_entries.append_only"]


def test_it_writes_nothing(database, lived):
    def only_read(connection):
        connection.exec_driver_sql("SET TRANSACTION READ ONLY")

    event.listen(database.engine, "begin", only_read)
    try:
        assert verified(database, lived).is_fine
    finally:
        event.remove(database.engine, "begin", only_read)
