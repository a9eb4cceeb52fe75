"""Organizers block a sender by handle or by number."""

import pytest

from hotline.domain.errors import RejectedError
from hotline.usecases.senders.block_sender import block_sender
from hotline.usecases.senders.unblock_sender import unblock_sender
from tests.support.cast import HIM, PASTED, RAIDER
from tests.support.inbounds import a_text, one, receive, reply_states
from tests.support.records import told
from tests.support.refusals import refused


def test_blocking_drops_what_is_owed_and_says_what_it_saved(database, alice, bruno, now):
    receive(database, a_text(now))

    blocked = block_sender(alice, "#1", database=database, now=now)

    assert (blocked.dropped, blocked.saved_micros) == (1, 80_000)
    assert reply_states(database) == [("dropped", "blocked")]
    assert told(database) == [(bruno.id, "act.block")]
    refused("already_blocked", block_sender, bruno, HIM, database=database, now=now)


@pytest.mark.parametrize(
    "target", ["#1", "1", "\u200e#1", HIM, "0033612345678", "+33(0)612345678", *PASTED]
)
def test_a_sender_is_named_by_handle_or_number(database, alice, now, target):
    receive(database, a_text(now))

    assert block_sender(alice, target, database=database, now=now).sender.id == 1


@pytest.mark.parametrize("target", ["06123456", "+33", "bob", "tel:", "\u202a\u202c"])
def test_what_is_neither_a_handle_nor_a_number_is_rejected(database, alice, now, target):
    with pytest.raises(RejectedError):
        block_sender(alice, target, database=database, now=now)


def test_a_number_that_never_reached_us_can_be_blocked_in_advance(database, alice, now):
    block_sender(alice, RAIDER, database=database, now=now)
    receive(database, a_text(now, RAIDER))

    assert reply_states(database) == []
    assert one(database, "SELECT reason FROM inbounds") == "blocked"


def test_a_handle_that_is_nobodys_is_refused(database, alice, now):
    refused("no_such_sender", block_sender, alice, "#412", database=database, now=now)
    refused("no_such_sender", unblock_sender, alice, RAIDER, database=database, now=now)
