"""The list shows masked senders, the latest first."""

from datetime import timedelta

from hotline.usecases.senders.list_senders import list_senders
from tests.support.cast import HIM, RAIDER
from tests.support.inbounds import a_text, receive


def test_senders_are_listed_masked_the_latest_first(database, now):
    receive(database, a_text(now), a_text(now + timedelta(seconds=1), RAIDER))

    found = list_senders(database=database)

    assert [(sender.id, sender.masked) for sender in found] == [
        (2, "+33 6•• ••• •32"), (1, "+33 6•• ••• •78"),
    ]  # fmt: skip
    assert HIM not in repr(found)
