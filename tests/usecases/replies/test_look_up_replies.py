"""A look finds what may have left, proves its absence, or leaves it to people."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from hotline.domain.replies import ReplyStatus
from hotline.gateways.twilio_codes import failure_of
from hotline.usecases.replies.look_up_replies import look_up_replies
from hotline.usecases.replies.record_delivery import record_delivery
from hotline.usecases.replies.send_reply import send_reply
from hotline.usecases.replies.sweep_replies import sweep_replies
from hotline.usecases.replies.take_due_replies import take_due_replies
from hotline.wiring import utc_now
from simulator.faults import Fault
from simulator.phone.network import Message
from tests.support.bots import wait_for
from tests.support.cast import ACCOUNT_SID, AUTH_TOKEN, HIM, LINE
from tests.support.inbounds import a_text, figures, one, receive, reply_states, rows

PRICE = 80_000
CHARGED = 79_800
FIRST, SECOND = timedelta(minutes=2), timedelta(minutes=15)


@pytest.fixture
def due(database, phone, now):
    """One reply, the moment at which it is due, and a network that reports nothing by itself."""
    receive(database, a_text(now))
    phone.timing.sent = phone.timing.delivered = phone.timing.priced = 0.0
    return now + timedelta(hours=1)


@pytest.fixture
def look(database, gateway):
    def look_(now):
        return look_up_replies(database=database, gateway=gateway, now=now)

    return look_


def lose(phone, send, due, kind):
    phone.faults.add(Fault(kind, options={"silent": True}))
    assert not send(1, due)


@pytest.mark.parametrize("kind", ["500_after", "cut_after", "broken_body"])
def test_what_left_without_an_answer_is_found_and_adopted_with_its_price(
    database, phone, send, look, due, kind
):
    lose(phone, send, due, kind)
    (message,) = phone.messages
    wait_for(lambda: message.price and message.status == "delivered")

    assert look(due + timedelta(minutes=1)) == 0
    assert look(due + FIRST) == 1
    assert reply_states(database) == [("delivered", None)]
    assert one(database, "SELECT provider_sid FROM replies") == message.sid
    assert figures(database) == (CHARGED, 0)
    assert look(due + timedelta(days=1)) == 0
    assert len(phone.messages) == 1


@pytest.mark.parametrize("kind", ["500_before", "cut_before"])
def test_what_is_certainly_absent_is_planned_again_and_leaves_once(
    database, phone, send, look, due, kind
):
    lose(phone, send, due, kind)

    assert look(due + FIRST) == 1
    assert reply_states(database) == [("unknown", "no_answer")]
    assert figures(database) == (0, PRICE)
    assert not send(1, due + FIRST)

    later = due + SECOND
    assert look(later) == 1
    assert reply_states(database) == [("planned", None)]
    assert figures(database) == (0, 0)
    assert take_due_replies(database=database, now=later, limit=5) == [(1, 1)]
    assert send(1, later)
    assert len(phone.replies_to(HIM)) == 1
    assert figures(database) == (PRICE, 0)


def test_a_list_that_cannot_be_read_proves_nothing(database, phone, send, look, due):
    lose(phone, send, due, "cut_before")
    for kind in ("500_before", "429", "cut_before", "401"):
        phone.faults.add(Fault(kind, on="list"))

    moment = due + FIRST
    for _ in range(4):
        assert look(moment) == 0
        moment += timedelta(minutes=20)
    assert rows(database, "SELECT status, looks FROM replies") == [("unknown", 0)]
    assert look(moment) == 1
    assert reply_states(database) == [("unknown", "no_answer")]  # one look alone is not enough
    assert figures(database) == (0, PRICE)


def test_other_words_to_him_leave_it_unknown_for_people_to_see(database, phone, send, look, due):
    lose(phone, send, due, "cut_after")
    phone.messages[0].body = "Autre chose"

    look(due + FIRST)
    assert reply_states(database) == [("unknown", "no_answer")]
    assert figures(database) == (0, PRICE)
    for day in range(2, 20):
        look(due + timedelta(days=day))
    assert one(database, "SELECT looks FROM replies") == 10
    assert reply_states(database) == [("unknown", "no_answer")]


def test_the_providers_own_answer_to_help_is_not_taken_for_ours(database, phone, send, look, due):
    lose(phone, send, due, "cut_before")
    moment = utc_now()
    canned = Message(LINE, HIM, "Reply STOP to end", "outbound-reply", "sent", moment)
    phone.add_message(canned)
    look(due + FIRST)
    look(due + SECOND)

    assert reply_states(database) == [("planned", None)]


def test_a_look_about_an_earlier_attempt_concludes_nothing_about_a_later_one(
    database, phone, gateway, send, look, due
):
    lose(phone, send, due, "cut_before")
    look(due + FIRST)
    later = due + SECOND

    class IsLate:
        def sent_to(self, number):
            # Meanwhile another job has looked, and the reply has left.
            with database.transaction() as connection:
                connection.execute(text("UPDATE replies SET look_at = :now"), {"now": later})
            look(later)
            assert send(1, later)
            return []

    look_up_replies(database=database, gateway=IsLate(), now=later)

    assert reply_states(database) == [("sent", None)]
    assert figures(database) == (PRICE, 0)
    assert len(phone.messages) == 1


def test_a_look_that_a_report_has_overtaken_leaves_the_price_to_be_looked_up(
    database, phone, send, due
):
    lose(phone, send, due, "cut_after")
    message = phone.messages[0]

    class IsOvertaken:
        def sent_to(self, number):
            record_delivery(
                message.sid,
                ReplyStatus.SENT,
                reply_id=1,
                failure=None,
                database=database,
                now=due,
            )
            return []

    look_up_replies(database=database, gateway=IsOvertaken(), now=due + FIRST)

    assert rows(database, "SELECT status, looks, look_at FROM replies") == [
        ("sent", 0, due + timedelta(minutes=2))
    ]


def test_one_reply_that_cannot_be_looked_up_does_not_hold_up_the_others(
    database, phone, gateway, send, look, now
):
    receive(database, *[a_text(now, f"+3361234567{n}") for n in range(3)])
    phone.timing.sent = phone.timing.delivered = phone.timing.priced = 0.0
    due = now + timedelta(hours=1)
    phone.faults.add(Fault("cut_after", times=3, options={"silent": True}))
    for reply_id in (1, 2, 3):
        send(reply_id, due)
    with database.transaction() as connection:
        connection.execute(text("UPDATE replies SET claimed_at = NULL WHERE id = 1"))

    assert look(due + FIRST) == 3
    wait_for(lambda: all(message.status == "delivered" for message in phone.messages))
    first, *others = [state for state, _ in reply_states(database)]
    assert first == "unknown"
    assert "unknown" not in others
    sweep_replies(database=database, now=due + FIRST)
    look(due + FIRST)
    assert "unknown" not in [state for state, _ in reply_states(database)]


def test_what_is_in_doubt_is_looked_up_before_prices(database, phone, gateway, send, now):
    receive(database, *[a_text(now, f"+336123456{n:02d}") for n in range(12)])
    due = now + timedelta(hours=1)
    for reply_id in range(1, 12):
        send(reply_id, due)
    phone.faults.add(Fault("cut_after", options={"silent": True}))
    send(12, due)
    look_up_replies(database=database, gateway=gateway, now=due + FIRST, limit=1)

    assert reply_states(database)[11] == ("sent", None)


def test_a_failure_that_only_the_look_finds_is_heeded(database, phone, send, look, due):
    phone.faults.add(Fault("failed", options={"code": 21610, "silent": True}))
    send(1, due)
    wait_for(lambda: phone.messages[0].status == "failed")
    look(due + FIRST)

    assert reply_states(database) == [("failed", None)]
    assert one(database, "SELECT opted_out_at IS NOT NULL FROM senders")


def test_looks_wait_as_long_as_the_provider_asks(database, phone, send, look, due):
    send(1, due)
    phone.faults.add(Fault("429", on="fetch", options={"retry_after": 600}))
    assert look(due + FIRST) == 0
    assert one(database, "SELECT look_at >= :then FROM replies", then=due + timedelta(minutes=12))


def test_proof_that_comes_after_the_second_look_still_prevents_a_second_sms(
    database, phone, send, look, due
):
    """The provider's list was more than a quarter of an hour late."""
    lose(phone, send, due, "cut_after")
    late = phone.messages.pop()
    look(due + FIRST)
    look(due + SECOND)
    assert reply_states(database) == [("planned", None)]

    assert record_delivery(
        late.sid, ReplyStatus.SENT, reply_id=1, failure=None, database=database, now=due
    )
    assert reply_states(database) == [("sent", None)]
    assert figures(database) == (PRICE, 0)
    assert not send(1, due + timedelta(hours=1))
    assert phone.messages == []


def test_what_was_charged_replaces_the_estimate_however_late(database, phone, send, look, due):
    phone.timing.priced = 3600
    send(1, due)
    (message,) = phone.messages
    moments = [due + timedelta(minutes=m) for m in (2, 20, 90, 600, 3000, 5000)]
    assert [look(moment) for moment in moments] == [1] * 6
    assert figures(database) == (PRICE, 0)

    message.price = "-0.09000"
    look(due + timedelta(days=20))
    assert figures(database) == (90_000, 0)
    assert rows(database, "SELECT cost_micros, look_at FROM replies") == [(90_000, None)]
    assert look(due + timedelta(days=40)) == 0


def test_a_drift_above_ten_per_cent_is_told_once_a_day_and_country(
    database, phone, send, look, now
):
    numbers = ["+33612345678", "+33612345679"]
    receive(database, *[a_text(now, number) for number in numbers])
    phone.surcharge, phone.timing.priced = 1.2, 0.0
    due = now + timedelta(hours=1)
    send(1, due)
    send(2, due)
    wait_for(lambda: all(message.price for message in phone.messages))
    assert look(due + FIRST) == 2

    assert figures(database) == (2 * 95_760, 0)
    told = rows(database, "SELECT facts->>'percent' FROM notices WHERE kind = 'price_drift'")
    assert told == [("20",)] * 2  # two owners, once each


def test_a_price_in_another_currency_replaces_nothing(database, phone, send, look, due):
    phone.currency = "USD"
    send(1, due)
    wait_for(lambda: phone.messages[0].price)
    for hours in (1, 2, 30):
        look(due + timedelta(hours=hours))

    assert figures(database) == (PRICE, 0)
    told = rows(database, "SELECT kind, facts FROM notices")
    assert told == [("charged_in_another_currency", {"theirs": "USD", "ours": "EUR"})] * 2


@pytest.mark.parametrize(
    ("kind", "code", "status", "spent"),
    [
        ("failed", 30007, "failed", 1_000),
        ("failed", 30036, "failed", 1_000),
        ("undelivered", 30003, "undelivered", CHARGED),
    ],
)
def test_a_message_that_ended_badly_costs_what_was_charged(
    database, phone, send, look, due, kind, code, status, spent
):
    phone.faults.add(Fault(kind, options={"code": code, "silent": True}))
    send(1, due)
    wait_for(lambda: phone.messages[0].price and phone.messages[0].status == kind)
    look(due + FIRST)

    assert reply_states(database) == [(status, None)]
    assert figures(database) == (spent, 0)


@pytest.mark.parametrize(("code", "fee"), [("30007", 1_000), ("30036", 0), (None, 1_000)])
def test_a_report_of_failure_leaves_only_the_fee(database, phone, send, due, code, fee):
    phone.faults.add(Fault("failed", options={"silent": True}))
    send(1, due)
    assert figures(database) == (PRICE, 0)
    sid = one(database, "SELECT provider_sid FROM replies")

    for _ in range(2):
        record_delivery(
            sid,
            ReplyStatus.FAILED,
            reply_id=1,
            failure=failure_of(code),
            database=database,
            now=due,
        )
    assert figures(database) == (fee, 0)


def test_more_segments_than_we_counted_cost_more_at_once(database, phone, due, origin):
    from hotline.gateways.sms import Accepted

    class CountsTwo:
        def send(self, sms):
            return Accepted("SM" + "1" * 32, 2)

    send_reply(1, database=database, gateway=CountsTwo(), origin=origin, now=due)

    assert figures(database) == (2 * PRICE, 0)


def test_nobody_is_asked_when_the_provider_cannot_be_reached(database, phone, send, due):
    from hotline.gateways.twilio import twilio_provider
    from simulator.serving import free_port

    lose(phone, send, due, "cut_after")
    away = twilio_provider(ACCOUNT_SID, AUTH_TOKEN, base_url=f"http://127.0.0.1:{free_port()}").sms

    assert look_up_replies(database=database, gateway=away, now=due + FIRST) == 0
    assert reply_states(database) == [("unknown", "no_answer")]
    assert one(database, "SELECT look_at > :then FROM replies", then=due + FIRST)


def test_a_messaging_service_counts_its_segments_later(database, phone, gateway, due):
    from hotline.gateways.sms import Origin

    origin = Origin("MG" + "a" * 32, "https://hotline.example.org")
    assert send_reply(1, database=database, gateway=gateway, origin=origin, now=due)
    assert phone.messages[0].service_sid == "MG" + "a" * 32
    assert figures(database) == (PRICE, 0)
    assert LINE not in str(phone.messages[0])
