"""A reply that is due, and a way to send it."""

from datetime import timedelta

import pytest

from hotline.usecases.replies.send_reply import send_reply
from tests.support.inbounds import a_text, receive


@pytest.fixture
def due(database, now):
    """One reply, and the moment at which it is due."""
    receive(database, a_text(now))
    return now + timedelta(hours=1)


@pytest.fixture
def send(database, gateway, origin):
    def send_(reply_id, now):
        return send_reply(reply_id, database=database, gateway=gateway, origin=origin, now=now)

    return send_
