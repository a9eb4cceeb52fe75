"""Several chapters use these: a hotline with nothing wrong, and a raid."""

from dataclasses import replace

import pytest

from hotline.store.heartbeats import beat
from hotline.store.prices import put_price
from hotline.usecases.checkups.record_assurance import record_assurance
from hotline.usecases.incidents.watch_traffic import Memory
from simulator.phone.carrier import line_for
from tests.support.afternoons import HIM, a_raid, live_through
from tests.support.cast import LINE


@pytest.fixture
def healthy(targets, phone, database, alice, bruno, now):
    """A hotline with which nothing is wrong; what a test breaks is all that is found."""
    targets = replace(targets, reply_from="Respect")
    phone.lines[LINE] = line_for(LINE, targets.public_url)
    with database.transaction() as connection:
        for part in ("web", "worker", "redis", "bot"):
            beat(connection, part, now)
        for country in ("FR", "BE", "CH", "LU", "MC"):
            put_price(connection, country, "EUR", 80_000, now)
    for what in ("key_backup", "recharge"):
        record_assurance(alice, what, database=database, now=now)
    return targets


@pytest.fixture
def raided(database, now):
    """Five minutes of a raid have passed; the moment, and what the watch remembers."""
    memory = Memory()
    end = live_through(database, [*a_raid(), HIM], now, memory=memory)
    return end, memory
