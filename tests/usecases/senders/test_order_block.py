"""Several senders are blocked and unblocked together, or none of them."""

from dataclasses import replace
from datetime import timedelta

import pytest

from hotline.domain.roles import Role
from hotline.usecases.proposals.confirm_proposal import confirm_proposal
from hotline.usecases.senders.block_sender import Blocked, block_sender
from hotline.usecases.senders.order_block import BlockQuestion, order_block, order_unblock
from tests.support.cast import HIM, RAIDER
from tests.support.inbounds import a_text, one, receive, reply_states, rows
from tests.support.records import audited, told
from tests.support.refusals import refused

THIRD = "+33611111111"
HOUR = timedelta(hours=1)


@pytest.fixture
def three(database, now):
    receive(database, a_text(now, HIM), a_text(now, RAIDER), a_text(now, THIRD))


def blocked(database):
    return [n for (n,) in rows(database, "SELECT id FROM senders WHERE blocked_at IS NOT NULL")]


def test_one_sender_is_blocked_at_once_and_what_was_understood_is_returned(
    database, alice, now, three
):
    done = order_block(alice, "#1 pendant deux jours insultes", database=database, now=now)

    assert isinstance(done, Blocked)
    assert done.sender.blocked_until == now + 48 * HOUR
    assert done.sender.block_note == "insultes"
    assert blocked(database) == [1]


def test_several_are_asked_about_and_then_blocked_together(database, alice, bruno, now, three):
    text = "#2, #1 et 06 11 11 11 11 24h insultes"
    question = order_block(alice, text, database=database, now=now)

    assert isinstance(question, BlockQuestion)
    assert {sender.id for sender in question.senders} == {1, 2, 3}
    assert blocked(database) == []
    done = confirm_proposal(alice, question.proposal_id, database=database, now=now)
    assert (done.senders, done.until) == ((1, 2, 3), now + 24 * HOUR)
    assert (done.dropped, done.saved_micros) == (3, 240_000)
    assert reply_states(database) == [("dropped", "blocked")] * 3
    assert audited(database) == ["block"] * 3
    assert told(database) == [(bruno.id, "act.block")] * 3
    secrets = rows(database, "SELECT block_note_secret FROM senders")
    assert {database.vault.read(secret) for (secret,) in secrets} == {"insultes"}


def test_the_reason_is_in_no_proposal_in_clear(database, alice, now, three):
    order_block(alice, "#1 #2 harcèlement", database=database, now=now)

    assert "harc" not in str(one(database, "SELECT facts FROM proposals"))


@pytest.mark.parametrize("text", ["#1 #99", "#99 #1", "#1 et #2, #99"])
def test_if_one_is_not_found_nobody_is_blocked_and_it_is_named(database, alice, now, three, text):
    facts = refused("not_all_found", order_block, alice, text, database=database, now=now)

    assert facts == {"which": "#99"}
    assert blocked(database) == []
    refused("not_all_found", order_unblock, alice, text, database=database, now=now)


def test_who_is_blocked_already_stays_as_they_are(database, alice, bruno, now, three):
    block_sender(bruno, "#2", database=database, now=now)
    question = order_block(alice, "#1 #2 24h", database=database, now=now)

    assert [sender.id for sender in question.already] == [2]
    confirm_proposal(alice, question.proposal_id, database=database, now=now)
    ends = rows(database, "SELECT blocked_until FROM senders WHERE id < 3 ORDER BY id")
    assert ends == [(now + 24 * HOUR,), (None,)]
    refused("already_blocked", order_block, alice, "#1 #2", database=database, now=now)


def test_a_question_that_others_have_answered_meanwhile_is_refused(
    database, alice, bruno, now, three
):
    question = order_block(alice, "#1 #2", database=database, now=now)
    for target in ("#1", "#2"):
        block_sender(bruno, target, database=database, now=now)

    number = question.proposal_id
    refused("already_blocked", confirm_proposal, alice, number, database=database, now=now)


def test_one_sender_whose_length_was_not_read_is_asked_about(database, alice, now, three):
    question = order_block(alice, "#1 pendant longtemps", database=database, now=now)

    assert isinstance(question, BlockQuestion)
    assert blocked(database) == []


def test_several_are_unblocked_together(database, alice, now, three):
    question = order_block(alice, "#1 #2 #3", database=database, now=now)
    confirm_proposal(alice, question.proposal_id, database=database, now=now)

    done = order_unblock(alice, "#1 #2", database=database, now=now)

    assert [(found.sender.id, found.restored) for found in done] == [(1, 1), (2, 1)]
    assert blocked(database) == [3]
    again = order_unblock(alice, "#1 #3", database=database, now=now)
    assert [found.sender.id for found in again] == [3]
    refused("not_blocked", order_unblock, alice, "#1 #2", database=database, now=now)


def test_nothing_may_follow_whom_to_unblock(database, alice, now, three):
    refused("not_a_sender", order_unblock, alice, "#1 pardon", database=database, now=now)


@pytest.mark.parametrize("order", [order_block, order_unblock])
def test_an_observer_orders_nothing(database, alice, now, three, order):
    observer = replace(alice, role=Role.OBSERVER)
    refused("not_allowed", order, observer, "#1 #2", database=database, now=now)
