"""Group commit: who waits together is kept together, and nobody spoils it for the others."""

from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import replace

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as TooLongError

from hotline.settings import database_url
from hotline.store.database import Database
from hotline.store.engine import make_engine
from tests.support.bots import wait_for
from tests.support.cast import HIM, LINE
from tests.support.inbounds import a_text, one, rows
from webhook import inbound_writer
from webhook.inbound_writer import InboundWriter
from webhook.pulse import Pulse


@pytest.fixture
def writer(database):
    return InboundWriter(database, {LINE})


def locked(connection):
    """Nobody can write an inbound until this transaction ends."""
    connection.execute(text("LOCK TABLE inbounds IN SHARE MODE"))


def numbers(count):
    return [f"+3361234{number:04d}" for number in range(count)]


def test_who_waits_together_is_kept_in_one_transaction(database, writer, now):
    with database.transaction() as connection:
        locked(connection)
        first = writer.submit(a_text(now, HIM))
        while not rows(database, "SELECT 1 FROM pg_locks WHERE NOT granted"):
            pass
        others = [writer.submit(a_text(now, one_)) for one_ in numbers(20)]
        assert not wait([first, *others], timeout=0.05).done
    assert [each.result(timeout=5) for each in [first, *others]] == [True] * 21

    written = rows(database, "SELECT xmin::text, count(*) FROM inbounds GROUP BY 1 ORDER BY 2")
    assert [count for _, count in written] == [1, 20]


def test_each_is_answered_with_its_own_outcome(database, writer, now):
    again = a_text(now)
    assert writer.submit(again).result(timeout=5)

    done = [writer.submit(each) for each in (again, a_text(now, body="STOP"), again)]

    assert [each.result(timeout=5) for each in done] == [False, True, False]


def test_one_bad_text_spoils_no_other(database, writer, now):
    """Whatever is wrong with it: here PostgreSQL has no such number."""
    bad = replace(a_text(now), segments=70_000)
    with database.transaction() as connection:
        locked(connection)
        done = [writer.submit(a_text(now, one_)) for one_ in numbers(3)]
        spoilt = writer.submit(bad)
        done += [writer.submit(a_text(now, one_)) for one_ in numbers(6)[3:]]

    assert [each.result(timeout=5) for each in done] == [True] * 6
    with pytest.raises(Exception):  # noqa: B017, PT011  (whatever it is, it is this text's alone)
        spoilt.result(timeout=5)
    assert one(database, "SELECT count(*) FROM inbounds") == 6


def test_without_postgresql_each_is_told_so(hotline, now):
    nowhere = Database(
        make_engine(database_url("postgres://u:p@127.0.0.1:1/none")), hotline.database.vault
    )
    writer = InboundWriter(nowhere, {LINE})

    for done in [writer.submit(a_text(now, one_)) for one_ in numbers(5)]:
        with pytest.raises(OperationalError):
            done.result(timeout=5)


def test_more_than_can_be_kept_in_time_are_refused_at_once(database, writer, now):
    with database.transaction() as connection:
        locked(connection)
        done = [writer.submit(a_text(now)) for _ in range(2_100)]
        refused = [each for each in done if each.done()]
        assert 30 < len(refused) <= 100
        for each in refused:
            with pytest.raises(TooLongError):
                each.result()
        for each in done:
            each.cancel()
    wait_for(lambda: writer.submit(a_text(now)).exception(timeout=5) is None)


def test_who_was_given_up_is_not_written(database, writer, now):
    with database.transaction() as connection:
        locked(connection)
        first, given_up = writer.submit(a_text(now)), None
        while not rows(database, "SELECT 1 FROM pg_locks WHERE NOT granted"):
            pass
        given_up = writer.submit(a_text(now, sid="SMgivenup"))
        assert given_up.cancel()
    assert first.result(timeout=5)
    assert writer.submit(a_text(now)).result(timeout=5)
    assert one(database, "SELECT count(*) FROM inbounds WHERE provider_sid = 'SMgivenup'") == 0


def test_a_sender_who_is_locked_is_set_aside_and_the_others_are_kept(database, writer, now):
    writer.submit(a_text(now)).result(timeout=5)
    with database.transaction() as connection:
        connection.execute(text("SELECT 1 FROM senders FOR UPDATE"))
        done = [writer.submit(a_text(now)) for _ in range(3)]
        others = [writer.submit(a_text(now, one_)) for one_ in numbers(5)]
        assert [each.result(timeout=8) for each in others] == [True] * 5
        for each in done:
            with pytest.raises((OperationalError, TooLongError)):
                each.result(timeout=1)


def test_where_no_thread_can_be_started_the_next_inbound_tries_again(database, writer, now):
    writer._thread.shutdown()
    with pytest.raises(RuntimeError):
        writer.submit(a_text(now))
    writer._thread = ThreadPoolExecutor(1)

    assert writer.submit(a_text(now)).result(timeout=5)


def test_a_writer_that_fails_for_long_is_not_well_and_a_success_heals_it():
    pulse = Pulse(patience_seconds=10, failures=3)
    assert pulse.is_well(0)
    for moment in range(0, 30, 5):
        pulse.begin(moment)
        pulse.fail(moment)
    assert pulse.is_well(10)
    assert not pulse.is_well(30)
    pulse.begin(31)
    pulse.succeed()
    assert pulse.is_well(40)


def test_a_single_text_that_fails_again_and_again_says_nothing_of_the_writer():
    pulse = Pulse(patience_seconds=10, failures=3)
    for moment in (0, 15):
        pulse.begin(moment)
        pulse.fail(moment)
    assert pulse.is_well(60)


def test_a_writer_that_is_stuck_is_not_well():
    pulse = Pulse(patience_seconds=10, failures=3)
    pulse.begin(0)

    assert pulse.is_well(10)
    assert not pulse.is_well(11)
    pulse.rest()
    assert pulse.is_well(60)


def test_a_batch_that_everybody_gave_up_leaves_the_writer_at_rest(database, now, monkeypatch):
    """It fails, and by the time each is tried alone nobody waits for any of them."""
    monkeypatch.setattr(inbound_writer, "_PATIENCE_SECONDS", 0.0)
    writer = InboundWriter(database, {LINE})
    assert writer.submit(a_text(now)).result(timeout=5)
    waiting = [(a_text(now), Future()) for _ in range(2)]
    with database.transaction() as connection, ThreadPoolExecutor(1) as thread:
        connection.execute(text("SELECT 1 FROM senders FOR UPDATE"))
        writer._waiting.extend(waiting)
        at_work = thread.submit(writer._work)
        wait_for(lambda: rows(database, "SELECT 1 FROM pg_locks WHERE NOT granted"))
        assert all(done.cancel() for _, done in waiting)
        at_work.result(timeout=5)

    assert writer.is_well
