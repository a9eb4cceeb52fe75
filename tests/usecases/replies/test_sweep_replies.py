"""The sweep calls a reply unknown if its worker died."""

from datetime import timedelta

import pytest

from hotline.usecases.replies.send_reply import send_reply
from hotline.usecases.replies.sweep_replies import sweep_replies
from tests.support.inbounds import figures, reply_states

PRICE = 80_000


def test_a_worker_that_died_in_a_send_leaves_it_unknown_not_planned(database, origin, due):
    class Dies:
        def send(self, sms):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        send_reply(1, database=database, gateway=Dies(), origin=origin, now=due)
    assert reply_states(database) == [("sending", None)]

    assert sweep_replies(database=database, now=due + timedelta(minutes=4)) == (0, 0)
    assert sweep_replies(database=database, now=due + timedelta(minutes=6)) == (0, 1)
    assert reply_states(database) == [("unknown", "no_answer")]
    assert figures(database) == (0, PRICE)
