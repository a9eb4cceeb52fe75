"""Sending halts while the provider would refuse every reply, and goes on by itself."""

from datetime import timedelta

import pytest

from hotline.domain.errors import Outcome
from hotline.domain.replies import ReplyStatus
from hotline.gateways.twilio_codes import failure_of, needs_people, outcome_of
from hotline.usecases.replies.record_delivery import record_delivery
from hotline.usecases.replies.send_reply import send_reply
from simulator.faults import Fault
from tests.support.inbounds import a_text, figures, one, receive, reply_states
from tests.support.replies import NUMBERS, take, told


@pytest.fixture
def due(database, now):
    receive(database, *[a_text(now, number) for number in NUMBERS])
    return now + timedelta(hours=1)


@pytest.mark.parametrize("code", ["20003", "21606"])
def test_a_refused_account_halts_everything_and_is_told_once(database, phone, send, due, code):
    phone.faults.add(Fault("401" if code == "20003" else code, times=2))
    assert not send(1, due)

    asked = len(phone.requests)
    assert [send(reply_id, due) for reply_id in (2, 3)] == [False, False]
    assert take(database, due + timedelta(minutes=4)) == []
    assert len(phone.requests) == asked
    assert reply_states(database) == [("planned", None)] * 3
    assert figures(database) == (0, 0)
    assert told(database) == [("sending_halted", {"code": code})]

    again = due + timedelta(minutes=6)
    (tried,) = take(database, again)
    assert not send(tried, again)
    assert take(database, again + timedelta(minutes=1)) == []
    assert one(database, "SELECT count(*) FROM notices") == 2  # two owners, once each


def test_once_the_account_is_mended_sending_goes_on_by_itself(database, phone, send, due):
    phone.faults.add(Fault("401"))
    send(1, due)
    again = due + timedelta(minutes=6)
    (tried,) = take(database, again)
    assert send(tried, again)

    rest = take(database, again + timedelta(seconds=40))
    assert len(rest) == 2
    assert all(send(reply_id, again + timedelta(minutes=5)) for reply_id in rest)
    assert len(phone.messages) == 3
    assert told(database) == [
        ("sending_halted", {"code": "20003"}),
        ("sending_works_again", {}),
    ]


def test_a_provider_that_answers_nobody_does_not_make_a_whole_backlog_unknown(
    database, phone, send, now
):
    receive(database, *[a_text(now, f"+336123400{n:02d}") for n in range(20)])
    phone.faults.add(Fault("500_before", times=-1))
    due = now + timedelta(hours=1)
    for reply_id in range(1, 21):
        send(reply_id, due)

    assert [state for state, _ in reply_states(database)].count("unknown") == 5
    assert take(database, due + timedelta(minutes=4)) == []
    assert [kind for kind, _ in told(database)] == ["reply_unknown", "sending_halted"]

    phone.faults.clear()
    again = due + timedelta(minutes=6)
    (tried,) = take(database, again)
    assert send(tried, again)
    assert len(take(database, again + timedelta(minutes=1))) == 14


def test_a_refusal_that_is_reported_later_is_ended_by_a_good_report_only(
    database, phone, send, due
):
    """63038: the account's limit of the day. Messages are taken, and fail."""
    receive(database, a_text(due - timedelta(hours=1), "+33612345999"))
    send(4, due)
    phone.faults.add(Fault("failed", times=2, options={"silent": True}))

    def report(reply_id, status, moment, code=None):
        sid = one(database, "SELECT provider_sid FROM replies WHERE id = :id", id=reply_id)
        record_delivery(
            sid,
            ReplyStatus(status),
            reply_id=reply_id,
            failure=failure_of(code),
            database=database,
            now=moment,
        )

    send(1, due)
    report(1, "failed", due, "63038")
    # One that left before the limit was reached proves nothing.
    report(4, "delivered", due)
    assert one(database, "SELECT halt_code FROM settings") == "63038"
    assert take(database, due + timedelta(minutes=30)) == []
    again = due + timedelta(minutes=61)
    (tried,) = take(database, again)
    assert send(tried, again)
    assert one(database, "SELECT halt_code FROM settings") == "63038"
    report(tried, "failed", again, "63038")
    assert take(database, again + timedelta(minutes=30)) == []

    (tried,) = take(database, again + timedelta(minutes=61))
    assert send(tried, again + timedelta(minutes=61))
    report(tried, "sent", again + timedelta(minutes=62))
    assert one(database, "SELECT halt_code FROM settings") is None
    assert [kind for kind, _ in told(database)] == ["sending_halted", "sending_works_again"]


def test_while_all_is_halted_only_the_one_that_is_tried_may_be_claimed(database, phone, send, due):
    phone.faults.add(Fault("401"))
    send(1, due)
    again = due + timedelta(minutes=6)
    (tried,) = take(database, again)
    others = {1, 2, 3} - {tried}

    assert [send(reply_id, again) for reply_id in others] == [False, False]
    assert take(database, again + timedelta(minutes=4)) == []
    assert send(tried, again)


def test_a_provider_that_cannot_be_reached_halts_too(database, origin, due):
    from hotline.gateways.twilio import twilio_provider
    from simulator.serving import free_port

    away = twilio_provider("AC" + "0" * 32, "t", base_url=f"http://127.0.0.1:{free_port()}").sms
    moment = due
    for _ in range(3):
        for reply_id in (1, 2, 3):
            send_reply(reply_id, database=database, gateway=away, origin=origin, now=moment)
        moment += timedelta(minutes=1)

    assert reply_states(database) == [("planned", None)] * 3
    assert one(database, "SELECT halt_code FROM settings") is None  # three is not many
    receive(database, *[a_text(due, f"+336123400{n:02d}") for n in range(3)])
    for reply_id in (4, 5, 6):
        later = due + timedelta(hours=1)
        send_reply(reply_id, database=database, gateway=away, origin=origin, now=later)
        send_reply(reply_id - 3, database=database, gateway=away, origin=origin, now=later)
    assert one(database, "SELECT halt_code FROM settings") == "no_answer"


@pytest.mark.parametrize(
    ("status", "code", "halts"),
    [(401, None, True), (403, 20006, True), (404, None, True), (400, 21609, True),
     (400, 21618, True), (400, 21614, False), (400, 21610, False), (400, None, False)],
)  # fmt: skip
def test_what_would_refuse_every_reply_alike_is_no_fault_of_one(status, code, halts):
    assert needs_people(status, code) is halts
    assert (outcome_of(status, code) is Outcome.TEMPORARY) is halts
