"""A reply leaves once and within its money, or not at all."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import text

from hotline.domain.errors import DeliveryError
from hotline.store.settings import change_settings
from hotline.usecases.mode.suspend import suspend
from hotline.usecases.money.refresh_prices import refresh_prices
from hotline.usecases.replies.send_reply import send_reply
from hotline.usecases.replies.take_due_replies import take_due_replies
from hotline.usecases.senders.block_sender import block_sender
from simulator.faults import Fault
from tests.support.cast import HIM, LINE, PUBLIC_URL
from tests.support.inbounds import (
    a_text,
    figures,
    one,
    receive,
    reply_states,
    rows,
    set_total_budget,
)

PRICE = 80_000


def test_a_due_reply_leaves_with_its_text_and_is_paid_for(database, phone, send, due):
    assert send(1, due)

    (message,) = phone.replies_to(HIM)
    assert message.sender == LINE
    assert message.body.startswith("Bonjour.")
    assert message.status_callback == f"{PUBLIC_URL}/twilio/status?r=1#rc=2&rp=5xx,ct,rt"
    assert reply_states(database) == [("sent", None)]
    assert figures(database) == (PRICE, 0)


def test_nothing_leaves_before_its_time(database, phone, send, due):
    assert not send(1, due - timedelta(seconds=1))
    assert phone.messages == []


def test_the_same_job_ten_times_at_once_sends_one_sms(database, phone, send, due):
    with ThreadPoolExecutor(10) as pool:
        sent = list(pool.map(lambda _: send(1, due), range(10)))

    assert sorted(sent) == [False] * 9 + [True]
    assert len(phone.replies_to(HIM)) == 1
    assert figures(database) == (PRICE, 0)


def test_a_suspension_stops_what_is_already_queued(database, phone, alice, send, due):
    taken = take_due_replies(database=database, now=due, limit=10)
    suspend(alice, database=database, now=due)

    assert taken == [(1, 0)]
    assert not send(1, due)
    assert phone.requests == []
    assert take_due_replies(database=database, now=due + timedelta(minutes=5), limit=10) == []


def test_who_was_blocked_or_opted_out_meanwhile_gets_nothing(database, phone, alice, send, due):
    block_sender(alice, HIM, database=database, now=due)

    assert not send(1, due)
    assert reply_states(database) == [("dropped", "blocked")]
    assert phone.requests == []


def test_a_reply_too_old_is_dropped_not_sent(database, phone, send, now, due):
    assert not send(1, now + timedelta(hours=24))
    assert reply_states(database) == [("dropped", "expired")]
    assert phone.requests == []


def test_what_does_not_fit_the_days_budget_is_held_and_told_once(database, phone, send, now):
    senders = ["+33612345678", "+33612345679", "+33612345670"]
    receive(database, *[a_text(now, sender) for sender in senders])
    with database.transaction() as connection:
        change_settings(connection, daily_budget_micros=PRICE)
    due = now + timedelta(hours=1)

    assert [send(reply_id, due) for reply_id in (1, 2, 3)] == [True, False, False]

    assert reply_states(database) == [("sent", None), ("held", "budget"), ("held", "budget")]
    assert len(phone.messages) == 1
    told = rows(database, "SELECT kind, facts->>'cap' FROM notices WHERE kind = 'cap_reached'")
    assert told == [("cap_reached", "day")] * 2  # two owners, once each


@pytest.mark.parametrize("workers", [8])
def test_many_workers_at_once_never_pass_the_cap(database, phone, send, now, workers):
    receive(database, *[a_text(now, f"+336123456{n:02d}") for n in range(30)])
    set_total_budget(database, 7 * PRICE)
    due = now + timedelta(hours=1)

    with ThreadPoolExecutor(workers) as pool:
        list(pool.map(lambda reply_id: send(reply_id, due), range(1, 31)))

    assert len(phone.messages) == 7
    assert figures(database) == (7 * PRICE, 0)
    assert one(database, "SELECT count(*) FROM replies WHERE reason = 'budget'") == 23


def test_without_a_price_nothing_is_sent_until_one_is_known(database, phone, provider, send, now):
    receive(database, a_text(now, "+32470123456"))
    due = now + timedelta(hours=1)

    assert not send(1, due)
    assert reply_states(database) == [("held", "price_unknown")]
    facts = {"country": "BE", "currency": "EUR"}
    assert rows(database, "SELECT kind, facts FROM notices") == [("price_unknown", facts)] * 2

    assert (
        refresh_prices(database=database, gateway=provider.prices, lines=[LINE], now=due) == 4
    )  # France is known
    assert reply_states(database) == [("planned", None)]
    assert send(1, due)
    assert figures(database) == (105_000, 0)


def test_a_price_in_another_currency_counts_as_unknown(database, phone, provider, send, now):
    phone.currency = "USD"
    refresh_prices(database=database, gateway=provider.prices, lines=[LINE], now=now, force=True)
    receive(database, a_text(now))

    assert not send(1, now + timedelta(hours=1))
    assert reply_states(database) == [("held", "price_unknown")]


def test_what_certainly_was_not_taken_is_planned_again_later(database, phone, send, due):
    phone.faults.add(Fault("429"))

    assert not send(1, due)
    assert reply_states(database) == [("planned", None)]
    assert figures(database) == (0, 0)
    assert not send(1, due + timedelta(seconds=1))
    assert send(1, due + timedelta(minutes=1))
    assert len(phone.messages) == 1


@pytest.mark.parametrize("kind", ["21610", "21614", "21408"])
def test_what_can_never_be_sent_fails_and_gives_its_money_back(database, phone, send, due, kind):
    phone.faults.add(Fault(kind))

    assert not send(1, due)
    assert rows(database, "SELECT status, reason, error_code FROM replies") == [
        ("failed", "refused_by_provider", kind)
    ]
    assert figures(database) == (0, 0)


@pytest.mark.parametrize(
    "kind", ["500_before", "500_after", "cut_before", "cut_after", "broken_body"]
)
def test_what_may_have_left_is_unknown_keeps_its_money_and_is_not_sent_again(
    database, phone, send, due, kind
):
    phone.faults.add(Fault(kind))

    assert not send(1, due)
    assert reply_states(database) == [("unknown", "no_answer")]
    assert figures(database) == (0, PRICE)
    assert take_due_replies(database=database, now=due + timedelta(hours=2), limit=10) == []
    assert not send(1, due + timedelta(hours=2))


def test_nobody_listening_means_certainly_not_sent(database, origin, due):
    from hotline.gateways.twilio import twilio_provider
    from simulator.serving import free_port

    url = f"http://127.0.0.1:{free_port()}"
    nowhere = twilio_provider("AC" + "0" * 32, "t", base_url=url).sms
    send_reply(1, database=database, gateway=nowhere, origin=origin, now=due)

    assert reply_states(database) == [("planned", None)]
    assert figures(database) == (0, 0)


def test_an_error_of_the_provider_shows_no_number_and_no_text(phone, gateway):
    from hotline.gateways.sms import OutgoingSms

    phone.faults.add(Fault("500_after"))
    sms = OutgoingSms(to=HIM, sender=LINE, body="secret text", callback_url="https://x/s?r=1")
    with pytest.raises(DeliveryError) as raised:
        gateway.send(sms)

    assert HIM not in repr(raised.value) + repr(sms)
    assert "secret" not in repr(raised.value) + repr(sms)
    assert raised.value.__cause__ is None
    assert raised.value.__suppress_context__


def test_no_transaction_is_open_while_the_provider_is_called(database, gateway, origin, due):
    seen = []

    def look():
        seen.append(
            one(
                database,
                "SELECT count(*) FROM pg_stat_activity"
                " WHERE state LIKE 'idle in transaction%' AND datname = current_database()",
            )
        )

    class Watches:
        def send(self, sms):
            look()
            return gateway.send(sms)

    with database.transaction() as connection:
        connection.execute(text("SELECT 1"))
        look()
    send_reply(1, database=database, gateway=Watches(), origin=origin, now=due)

    assert seen == [1, 0]


def test_a_worker_that_was_frozen_after_its_claim_does_not_send_any_more(
    database, phone, gateway, origin, due
):
    thawed = due + timedelta(minutes=20)
    sent = send_reply(
        1, database=database, gateway=gateway, origin=origin, now=due, clock=lambda: thawed
    )

    assert not sent
    assert phone.requests == []
    assert reply_states(database)[0] == ("sending", None)
