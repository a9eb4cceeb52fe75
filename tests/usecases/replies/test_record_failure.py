"""The hotline acts on what a failure means for one sender or one country."""

from datetime import timedelta

import pytest

from hotline.domain.replies import ReplyStatus
from hotline.gateways.twilio_codes import failure_of
from hotline.usecases.replies.record_delivery import record_delivery
from simulator.faults import Fault
from tests.support.inbounds import a_text, figures, one, receive, rows
from tests.support.replies import NUMBERS, told


@pytest.fixture
def due(database, now):
    receive(database, *[a_text(now, number) for number in NUMBERS])
    return now + timedelta(hours=1)


def test_a_reply_waits_as_long_as_the_provider_asks(database, phone, send, due):
    phone.faults.add(Fault("429", options={"retry_after": 600}))
    assert not send(1, due)

    wait = one(database, "SELECT due_at FROM replies WHERE id = 1") - due
    assert timedelta(minutes=10) <= wait <= timedelta(minutes=15)
    assert figures(database) == (0, 0)


def test_waits_after_429_grow(database, phone, send, due):
    phone.faults.add(Fault("429", times=6))
    waits, moment = [], due
    for _ in range(6):
        assert not send(1, moment)
        following = one(database, "SELECT due_at FROM replies WHERE id = 1")
        waits.append(following - moment)
        moment = following

    assert waits == sorted(waits)
    assert waits[-1] > 8 * waits[0]
    assert send(1, moment)
    assert len(phone.messages) == 1


def test_who_has_told_the_provider_to_stop_is_opted_out_here_too(database, phone, send, due):
    phone.faults.add(Fault("21610"))
    assert not send(1, due)
    receive(database, a_text(due, NUMBERS[0]))

    assert rows(database, "SELECT status, error_code FROM replies WHERE id = 1") == [
        ("failed", "21610")
    ]
    assert one(database, "SELECT reason FROM inbounds ORDER BY id DESC LIMIT 1") == "opted_out"
    assert figures(database) == (0, 0)


def test_a_country_that_is_not_enabled_is_told_once(database, phone, send, due):
    phone.faults.add(Fault("21408", times=2))
    send(1, due)
    send(2, due)

    assert told(database) == [("country_not_enabled", {"country": "FR"})]
    assert one(database, "SELECT count(*) FROM notices") == 2
    assert figures(database) == (0, 0)
    assert send(3, due)


@pytest.mark.parametrize(
    ("code", "kind"),
    [("21408", "country_not_enabled"), ("30002", "sending_halted"), ("21610", None)],
)
def test_what_a_later_report_of_failure_means_is_acted_on(database, phone, send, due, code, kind):
    phone.faults.add(Fault("failed", options={"silent": True}))
    send(1, due)
    sid = one(database, "SELECT provider_sid FROM replies WHERE id = 1")
    record_delivery(
        sid, ReplyStatus.FAILED, reply_id=1, failure=failure_of(code), database=database, now=due
    )

    assert [found for found, _ in told(database)] == ([kind] if kind else [])
    opted_out = one(database, "SELECT opted_out_at IS NOT NULL FROM senders WHERE id = 1")
    assert opted_out == (code == "21610")


def test_an_opt_out_reported_on_another_message_is_not_believed(database, send, due):
    send(1, due)
    record_delivery(
        "SMother",
        ReplyStatus.FAILED,
        reply_id=1,
        failure=failure_of("21610"),
        database=database,
        now=due,
    )

    assert one(database, "SELECT count(*) FROM senders WHERE opted_out_at IS NOT NULL") == 0
