"""The hotline finds in the provider's own lists what it was not told."""

from datetime import UTC, datetime, timedelta

import pytest

from hotline.domain.errors import DeliveryError
from hotline.store.heartbeats import last_beat
from hotline.usecases.inbound.catch_up import catch_up, find_daily_catch_up
from hotline.usecases.inbound.receive_inbounds import receive_inbounds
from hotline.usecases.replies.sweep_replies import sweep_replies
from hotline.wiring import utc_now
from simulator.faults import Fault
from simulator.phone.network import Call, Message
from tests.support.cast import HIM, LINE, RAIDER
from tests.support.inbounds import a_text, one, receive, reply_states, rows


@pytest.fixture
def right_now():
    return utc_now().replace(microsecond=0)


@pytest.fixture
def run(database, provider):
    def run_(now, **more):
        return catch_up(database=database, gateway=provider.history, lines=[LINE], now=now, **more)

    return run_


def text_at(phone, moment, sender=HIM, body="salut", status="received"):
    message = Message(sender, LINE, body, "inbound", status, moment, sent_at=moment)
    return phone.add_message(message)


def test_what_is_missing_is_kept_with_its_true_time_and_once(database, phone, run, right_now):
    then = right_now - timedelta(minutes=40)
    message = text_at(phone, then, body="é" * 161)
    phone.calls.append(Call(RAIDER, LINE, then + timedelta(minutes=1), status="busy"))
    phone.add_message(Message(LINE, HIM, "ours", "outbound-api", "sent", then, sent_at=then))

    assert run(right_now) == 2
    assert run(right_now) == 0
    assert rows(
        database, "SELECT kind, provider_sid, received_at, segments FROM inbounds ORDER BY id"
    ) == [
        ("sms", message.sid, then, 2),
        ("call", phone.calls[0].sid, then + timedelta(minutes=1), 0),
    ]
    assert rows(database, "SELECT due_at FROM replies ORDER BY id") == [
        (then + timedelta(hours=1),), (then + timedelta(minutes=61),),
    ]  # fmt: skip


def test_what_was_announced_is_left_alone(database, phone, run, right_now):
    message = text_at(phone, right_now)
    receive(database, a_text(right_now, sid=message.sid))

    assert run(right_now) == 0
    assert one(database, "SELECT texts FROM senders") == 1


def test_a_reply_older_than_its_expiry_is_dropped_not_sent(database, phone, run, right_now):
    text_at(phone, right_now - timedelta(hours=25))
    assert run(right_now) == 1
    sweep_replies(database=database, now=right_now)

    assert reply_states(database) == [("dropped", "expired")]


def test_what_was_missed_is_taken_in_its_order(database, phone, run, right_now):
    """A STOP before a START is no longer in force; the list has the newest first."""
    for minutes, body in ((30, "STOP"), (20, "START"), (10, "salut")):
        text_at(phone, right_now - timedelta(minutes=minutes), body=body)
    run(right_now)

    assert rows(database, "SELECT reason FROM inbounds ORDER BY id") == [
        ("opted_out",), ("keyword",), (None,),
    ]  # fmt: skip


def test_more_than_a_page_is_followed_to_its_end(database, phone, provider, run, right_now):
    for n in range(1005):
        text_at(phone, right_now - timedelta(seconds=n), f"+336{n:08d}")
    for n in range(1005):
        if n % 100:
            sid = phone.messages[n].sid
            receive(database, a_text(right_now, f"+336{n:08d}", sid=sid))

    assert run(right_now) == 11
    assert one(database, "SELECT count(*) FROM inbounds") == 1005


def test_a_machines_text_is_kept_and_not_answered(database, phone, run, right_now):
    text_at(phone, right_now, status="failed")
    run(right_now)

    assert rows(database, "SELECT reason FROM inbounds") == [("machine",)]
    assert reply_states(database) == []


@pytest.mark.parametrize("way", ["list", "calls"])
def test_a_list_that_cannot_be_read_is_read_again_from_the_same_moment(
    database, phone, run, right_now, way
):
    run(right_now - timedelta(hours=5))
    then = right_now - timedelta(hours=4)
    text_at(phone, then)
    phone.calls.append(Call(RAIDER, LINE, then, status="busy"))
    phone.faults.add(Fault("500_before", on=way))
    with pytest.raises(DeliveryError):
        run(right_now)
    # The other list was read, and what it had is kept.
    kept = {"list": "call", "calls": "sms"}[way]
    assert rows(database, "SELECT kind FROM inbounds") == [(kept,)]

    assert run(right_now + timedelta(minutes=5)) == 1


def test_each_line_is_read_by_itself(database, phone, provider, right_now):
    text_at(phone, right_now - timedelta(minutes=30))
    nobodys = "+33700000000"
    phone.faults.add(Fault("500_before", on="list"))
    with pytest.raises(DeliveryError):
        # The list of the first line fails.
        catch_up(database=database, gateway=provider.history, lines=[nobodys, LINE], now=right_now)

    assert one(database, "SELECT count(*) FROM inbounds") == 1


def test_after_an_outage_it_begins_where_it_last_was_complete(database, phone, run, right_now):
    run(right_now - timedelta(hours=50))
    text_at(phone, right_now - timedelta(hours=49))
    assert run(right_now) == 1

    since = [request["query"].get("DateSent>") for request in phone.requests]
    begin = (right_now - timedelta(hours=51)).date().isoformat()
    assert begin in since


def test_the_night_looks_over_two_days_and_notes_it(database, phone, run, right_now):
    run(right_now)
    text_at(phone, right_now - timedelta(hours=30))
    assert run(right_now) == 0

    assert find_daily_catch_up(database=database, now=right_now)
    assert run(right_now, since=right_now - timedelta(days=2)) == 1
    assert not find_daily_catch_up(database=database, now=right_now)


def test_a_text_that_is_announced_while_it_is_caught_up_on_is_one(database, phone, run, right_now):
    message = text_at(phone, right_now)
    run(right_now)
    again = a_text(right_now, sid=message.sid)
    assert receive_inbounds([again], database=database, lines=frozenset({LINE}), now=right_now) == [
        False
    ]
    assert one(database, "SELECT count(*) FROM inbounds") == 1


def test_only_a_complete_run_is_noted(database, phone, run):
    now = datetime(2026, 11, 1, tzinfo=UTC)
    phone.faults.add(Fault("429", on="calls"))
    with pytest.raises(DeliveryError):
        run(now)
    with database.transaction() as connection:
        assert last_beat(connection, "catch_up") is None


def test_what_reached_the_number_before_the_hotline_was_there_is_not_answered(
    database, phone, provider, now
):
    text_at(phone, now - timedelta(hours=3))
    text_at(phone, now - timedelta(seconds=1))
    found = catch_up(
        database=database,
        gateway=provider.history,
        lines=[LINE],
        now=now + timedelta(minutes=1),
    )

    assert found == 1


def test_a_start_that_was_missed_does_not_undo_a_later_stop(database, phone, run, right_now):
    text_at(phone, right_now - timedelta(minutes=10), body="START")
    receive(database, a_text(right_now - timedelta(minutes=5), body="ARRET"))
    run(right_now)

    assert one(database, "SELECT opted_out_at IS NOT NULL FROM senders")
