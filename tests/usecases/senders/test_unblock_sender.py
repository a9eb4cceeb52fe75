"""An unblocked sender gets a reply that still makes sense."""

from datetime import timedelta

from hotline.usecases.senders.block_sender import block_sender
from hotline.usecases.senders.unblock_sender import unblock_sender
from tests.support.inbounds import a_text, receive, reply_states
from tests.support.refusals import refused


def test_unblocking_plans_again_what_still_makes_sense(database, alice, now):
    receive(database, a_text(now))
    block_sender(alice, "#1", database=database, now=now)

    assert unblock_sender(alice, "#1", database=database, now=now).restored == 1
    assert reply_states(database) == [("planned", None)]

    block_sender(alice, "#1", database=database, now=now)
    late = now + timedelta(hours=25)
    assert unblock_sender(alice, "#1", database=database, now=late).restored == 0
    refused("not_blocked", unblock_sender, alice, "#1", database=database, now=late)
