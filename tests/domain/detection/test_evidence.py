"""The evidence tells a raid from an honest surge."""

from random import Random

import pytest

from hotline.domain.detection.arrivals import Arrival
from hotline.domain.detection.evidence import Kind, Sign, weigh
from simulator.scenarios.genuine import surge
from simulator.scenarios.people import Numbers
from simulator.scenarios.raids import Flood
from tests.support.afternoons import arrivals_of
from tests.support.floods import FLOODS


@pytest.mark.parametrize("shape", ["crowd", "few", "copied", "calls", "fresh"])
def test_a_hostile_flood_is_called_a_raid(shape):
    for seed in range(5):
        rng = Random(seed)
        arrivals = arrivals_of(FLOODS[shape](rng, Numbers(rng), Flood(0, 6, 50)))

        assert weigh(arrivals, insult_share=0.03).kind(None) is Kind.RAID, seed


def test_an_honest_surge_is_never_called_a_raid():
    for seed in range(5):
        rng = Random(seed)
        events = surge(rng, Numbers(rng), start=0, minutes=60, per_minute=60)
        arrivals = arrivals_of(events)
        for minute in range(2, 60, 3):
            seen = [one for one in arrivals if (minute - 15) * 60 <= one.at < minute * 60]
            evidence = weigh(seen, insult_share=0.03)
            assert evidence.kind(None) is Kind.SURGE, (seed, minute, evidence)


def test_each_sign_says_what_it_counted():
    texts = [Arrival(n, n, n, is_first=True, is_insult=n < 8) for n in range(1, 21)]
    found = {weight.sign: weight for weight in weigh(texts, insult_share=0.03).weights}

    assert (found[Sign.INSULTS].hits, found[Sign.INSULTS].of) == (7, 20)
    assert found[Sign.INSULTS].nats > 3
    assert found[Sign.CALLS].nats == 0
