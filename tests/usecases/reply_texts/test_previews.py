"""A preview is one SMS to one's own handset."""

from datetime import timedelta

import pytest

from hotline.domain.errors import DeliveryError, Outcome
from hotline.domain.modes import Mode
from hotline.store.settings import change_settings
from hotline.usecases.mode.suspend import suspend
from hotline.usecases.replies.look_up_replies import look_up_replies
from hotline.usecases.replies.send_reply import send_reply
from hotline.usecases.reply_texts.preview_text import preview_text
from hotline.usecases.reply_texts.send_previews import find_previews, send_previews
from hotline.usecases.senders.block_sender import block_sender
from simulator.faults import Fault
from tests.support.cast import HIM, LINE
from tests.support.inbounds import a_text, figures, one, receive, reply_states, rows
from tests.support.refusals import refused

HERS = "+33687654321"


def ask(actor, database, now, number="06 87 65 43 21", language="fr"):
    return preview_text(actor, language, number, (LINE,), database=database, now=now)


def run(database, gateway, now):
    return send_previews(database=database, gateway=gateway, reply_from=None, now=now)


def test_a_preview_is_one_sms_out_of_the_budget_and_the_number_is_forgotten(
    database, phone, gateway, alice, bruno, now
):
    assert ask(alice, database, now).micros == 80_000
    assert figures(database) == (80_000, 0)
    assert run(database, gateway, now) == 1

    (message,) = phone.replies_to(HERS)
    assert message.body.startswith("Bonjour.")
    assert run(database, gateway, now) == 0
    assert not find_previews(database=database)
    assert rows(database, "SELECT number_secret FROM previews") == [(None,)]
    assert one(database, "SELECT count(*) FROM senders") == 0
    facts = rows(
        database, "SELECT facts::text FROM audit_entries UNION SELECT facts::text FROM notices"
    )
    assert "87654321" not in str(facts)
    assert ("preview_sent",) in rows(database, "SELECT kind FROM notices")


def test_a_preview_that_was_not_created_gives_its_money_back(database, phone, gateway, alice, now):
    phone.faults.add(Fault("21211"))
    ask(alice, database, now)

    assert run(database, gateway, now) == 0
    assert figures(database) == (0, 0)
    assert rows(
        database, "SELECT kind, facts->>'code' FROM notices WHERE kind <> 'act.preview_text'"
    ) == [("preview_failed", "21211")]


def test_a_preview_without_an_answer_stays_counted_and_is_not_sent_again(
    database, phone, gateway, alice, now
):
    phone.faults.add(Fault("cut_after"))
    ask(alice, database, now)

    run(database, gateway, now)
    run(database, gateway, now)

    assert len(phone.replies_to(HERS)) == 1
    assert figures(database) == (80_000, 0)


def test_a_preview_dies_between_and_is_not_sent_twice(database, phone, alice, now):
    class Dying:
        def send(self, _):
            raise KeyboardInterrupt

    ask(alice, database, now)
    with pytest.raises(KeyboardInterrupt):
        run(database, Dying(), now)

    assert not find_previews(database=database)
    assert figures(database) == (80_000, 0)


def test_a_preview_that_waited_too_long_is_dropped(database, phone, gateway, alice, now):
    ask(alice, database, now)

    run(database, gateway, now + timedelta(minutes=11))

    assert phone.messages == []
    assert figures(database) == (0, 0)


@pytest.mark.parametrize("number", ["01 42 68 53 00", "36105", "+8613912345678", LINE, "abc", ""])
def test_only_a_mobile_in_one_of_our_countries_is_a_handset(database, alice, now, number):
    refused("not_a_handset", ask, alice, database, now, number)


def test_previews_are_bounded_by_mode_money_and_number(database, alice, now):
    for _ in range(10):
        ask(alice, database, now)
    refused("preview_limit", ask, alice, database, now)

    tomorrow = now + timedelta(days=1)
    with database.transaction() as connection:
        change_settings(connection, daily_budget_micros=79_999)
    refused("no_money_for_it", ask, alice, database, tomorrow)
    with database.transaction() as connection:
        change_settings(connection, mode=Mode.SUSPENDED)
    refused("suspended_now", ask, alice, database, tomorrow)


def test_a_temporary_refusal_is_certain(database, alice, now):
    class Busy:
        def send(self, _):
            raise DeliveryError(Outcome.TEMPORARY, "20429")

    ask(alice, database, now)
    run(database, Busy(), now)

    assert figures(database) == (0, 0)


def test_a_preview_asked_for_before_a_suspension_does_not_leave_after_it(
    database, phone, gateway, alice, now
):
    ask(alice, database, now)
    suspend(alice, database=database, now=now)

    assert run(database, gateway, now) == 0
    assert phone.messages == []
    assert figures(database) == (0, 0)


def test_who_said_stop_or_is_blocked_is_nobodys_handset(database, alice, now):
    receive(database, a_text(now, HERS, body="STOP"))
    refused("not_a_handset", ask, alice, database, now)
    block_sender(alice, HIM, database=database, now=now)
    refused("not_a_handset", ask, alice, database, now, HIM)


def test_a_preview_is_not_taken_for_a_lost_reply(database, phone, gateway, origin, alice, now):
    receive(database, a_text(now, HERS))
    due = now + timedelta(hours=1)
    phone.faults.add(Fault("500_before"))
    send_reply(1, database=database, gateway=gateway, origin=origin, now=due)
    assert reply_states(database) == [("unknown", "no_answer")]
    ask(alice, database, due + timedelta(seconds=5))
    run(database, gateway, due + timedelta(seconds=5))

    for minutes in (2, 20):
        look_up_replies(database=database, gateway=gateway, now=due + timedelta(minutes=minutes))

    # Certainly absent: planned again, and sent once.
    assert reply_states(database) == [("planned", None)]
