"""What rings on a phone that nobody touches, in each kind of flood that the simulator knows."""

from random import Random

import pytest

from hotline.domain.detection.evidence import Kind
from hotline.usecases.incidents.watch_traffic import Memory
from simulator.scenarios.genuine import surge
from simulator.scenarios.people import Numbers
from simulator.scenarios.raids import Flood, crowd, few, lockstep, rotating
from tests.support.afternoons import live_through
from tests.support.inbounds import one, rows

pytestmark = pytest.mark.slow
FLOOD = Flood(0, 36, 12)
FLOODS = {
    "a crowd": lambda rng, numbers: crowd(rng, numbers, FLOOD, phones=40),
    "a few phones": lambda rng, numbers: few(rng, numbers, FLOOD),
    "always another number": lambda rng, numbers: rotating(rng, numbers, FLOOD),
    "always another number, politely": lambda rng, numbers: rotating(
        rng, numbers, FLOOD, polite=True
    ),
    "in lockstep": lambda rng, numbers: lockstep(rng, numbers, FLOOD, phones=200),
}


def sounds(database, whom):
    """The kinds of what made a sound on one phone; a card first."""
    cards = one(
        database,
        "SELECT count(*) FROM incident_cards WHERE is_loud AND organizer_id = :whom",
        whom=whom.id,
    )
    told = rows(
        database,
        "SELECT kind FROM notices WHERE is_loud AND organizer_id = :whom ORDER BY id",
        whom=whom.id,
    )
    return ["card"] * cards + [kind for (kind,) in told]


@pytest.mark.parametrize("flood", FLOODS)
def test_a_night_that_nobody_attends_rings_four_times_at_most(database, now, alice, flood):
    rng = Random(7)
    live_through(database, FLOODS[flood](rng, Numbers(rng)), now, memory=Memory())

    rung = sounds(database, alice)
    was_raid = "raid" in str(one(database, "SELECT kinds FROM incidents"))
    assert len(rung) <= 4
    assert rung.count("card") == 1
    assert not {"inbound_cost", "budget_warning", "cap_reached"} & set(rung)
    if was_raid:
        # Whoever only hears sounds has heard the word.
        assert {"incident_raid", "incident_unacknowledged"} & set(rung)


def test_people_who_write_for_the_ordinary_reason_ring_once(database, now, alice):
    rng = Random(7)
    events = surge(rng, Numbers(rng), start=0, minutes=30, per_minute=12)
    live_through(database, events, now, memory=Memory())

    assert one(database, "SELECT count(*) FROM incidents WHERE kind = :kind", kind=Kind.RAID) == 0
    assert sounds(database, alice) in (["card"], [])
