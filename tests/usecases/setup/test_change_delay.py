"""A new delay counts for new replies only."""

from datetime import timedelta

from hotline.usecases.setup.change_delay import change_delay
from tests.support.cast import RAIDER
from tests.support.inbounds import a_text, receive, rows
from tests.support.refusals import refused


def test_a_new_delay_counts_for_new_replies_only(database, alice, now):
    receive(database, a_text(now))
    change_delay(alice, 600, database=database, now=now)
    receive(database, a_text(now, RAIDER))

    dues = rows(database, "SELECT due_at FROM replies ORDER BY id")
    assert dues == [(now + timedelta(hours=1),), (now + timedelta(minutes=10),)]
    refused("delay_unchanged", change_delay, alice, 600, database=database, now=now)
    refused("delay_too_long", change_delay, alice, 10**9, database=database, now=now)
