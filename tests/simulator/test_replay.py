"""The replay and its scenarios: a file in, figures out."""

import json
import os
import subprocess
import sys
from collections import Counter
from random import Random

import pytest

from simulator.replay.events import EventsError, read_events, write_events
from simulator.scenarios.catalogue import SCENARIOS, generate
from simulator.scenarios.genuine import surge
from simulator.scenarios.people import ATTACK, Event, Numbers
from simulator.scenarios.raids import Flood, crowd
from tests.house.test_house_rules import ROOT
from tests.support.bots import wait_for

KEYS = [
    "inbounds", "senders", "replies_sent", "spent", "spent_on_attack", "spent_on_genuine", "saved",
    "undefended_cost", "genuine_senders", "genuine_answered", "genuine_answered_on_time",
    "attack_senders", "attack_answered", "first_attack_seconds", "first_alert_seconds",
    "first_alert_delay_seconds", "incidents", "loud_notices", "false_incidents",
    "max_spent_in_a_day", "wall_seconds",
]  # fmt: skip


def replay(path, *more):
    command = [sys.executable, "-m", "simulator.replay", str(path), "--json", *more]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.mark.slow
@pytest.mark.timeout(240)
def test_an_evening_that_is_raided(tmp_path):
    rng = Random(3)
    numbers = Numbers(rng)
    honest = surge(rng, numbers, start=0, minutes=60, per_minute=2)
    raid = crowd(rng, numbers, Flood(1800, 8, 60), phones=50)
    path = tmp_path / "evening.csv"
    write_events(path, honest + raid)
    plot = tmp_path / "evening.png"
    ran = replay(path, "--plot", str(plot), "--price", "0.16")
    assert ran.returncode == 0, ran.stderr
    found = json.loads(ran.stdout)

    assert sorted(found) == sorted(KEYS)
    assert found["inbounds"] == len(honest + raid)
    assert found["undefended_cost"] == pytest.approx(0.16 * len(honest + raid))
    assert found["spent"] == pytest.approx(0.16 * found["replies_sent"])
    assert found["spent_on_attack"] + found["spent_on_genuine"] == pytest.approx(found["spent"])
    assert found["replies_sent"] == found["genuine_answered"] + found["attack_answered"]
    assert found["first_alert_delay_seconds"] <= 30
    assert [one["kind"] for one in found["incidents"]] == ["raid"]
    assert found["incidents"][0]["card_edits"] > 5
    assert found["attack_answered"] <= 0.2 * found["attack_senders"]
    assert found["genuine_answered_on_time"] >= 0.9 * found["genuine_senders"]
    assert found["false_incidents"] == 0
    assert found["max_spent_in_a_day"] == pytest.approx(found["spent"])
    assert plot.read_bytes().startswith(b"\x89PNG")


@pytest.mark.timeout(120)
def test_an_empty_file_has_no_alert_and_costs_nothing(tmp_path):
    path = tmp_path / "empty.csv"
    path.write_text("t_seconds,from,kind,body,label\n")
    found = json.loads(replay(path).stdout)

    assert found["first_attack_seconds"] is None
    assert found["first_alert_delay_seconds"] is None
    assert (found["inbounds"], found["spent"], found["incidents"]) == (0, 0, [])


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("t_seconds,from,kind,body\n", "no column label"),
        ("t_seconds,from,kind,body,label\nsoon,+33,sms,x,genuine\n", "line 2: cannot be read"),
        ("t_seconds,from,kind,body,label\n1,+33,fax,x,genuine\n", "line 2: kind must be"),
    ],
)
def test_a_file_that_is_none_is_refused_in_words(tmp_path, content, words):
    path = tmp_path / "odd.csv"
    path.write_text(content)

    with pytest.raises(EventsError, match=words):
        read_events(path)


def test_a_file_keeps_what_was_written(tmp_path):
    events = [
        Event(0.5, "+33612345678", "sms", 'salut, "toi"\n😀', "genuine"),
        Event(1.0, "+33612345678", "call", "", "genuine", 500.0),
    ]
    path = tmp_path / "kept.csv"
    write_events(path, events)

    assert read_events(path) == events


@pytest.mark.parametrize("name", sorted(set(SCENARIOS) - {"ordinary"}))
def test_a_scenario_is_the_same_for_the_same_seed_and_another_for_another(name):
    first = generate(name, 1)

    assert first == generate(name, 1)
    assert first != generate(name, 2)
    assert {event.kind for event in first} <= {"sms", "call"}
    assert all(event.number.startswith("+") for event in first)


def test_the_weekend_is_of_the_size_of_2017():
    events = generate("weekend", 1)
    hostile = [event for event in events if event.label == ATTACK]

    assert 26_000 <= len(events) <= 34_000
    assert 18_000 <= len(hostile) <= 23_000
    assert 4_500 <= sum(event.t_seconds < 48 * 3600 for event in events) <= 7_500
    assert max(Counter(event.number for event in hostile).values()) >= 500


@pytest.mark.timeout(120)
def test_a_replay_that_is_ended_leaves_nothing_behind(tmp_path):
    rng = Random(4)
    path, world = tmp_path / "evening.csv", tmp_path / "world"
    write_events(path, surge(rng, Numbers(rng), start=0, minutes=600, per_minute=9))
    world.mkdir()
    command = [sys.executable, "-m", "simulator.replay", str(path), "--json"]
    environment = {**os.environ, "TMPDIR": str(world)}
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE) as ran:
        wait_for(lambda: list(world.glob("*/data/postmaster.pid")), seconds=60)
        ran.terminate()
        assert ran.wait(timeout=60) == 128 + 15
    assert list(world.glob("anti-relou-*")) == []
