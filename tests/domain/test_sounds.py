"""The rules say what may make a sound, and when."""

from datetime import UTC, datetime, timedelta

import pytest

from hotline.domain.detection.evidence import Kind
from hotline.domain.sounds import Alerts, Level, change_sounds, is_silent, may_repeat, may_sound
from tests.support.screens import incident

NIGHT = datetime(2026, 11, 21, 23, 30, tzinfo=UTC)  # half past midnight in Paris
NOON = datetime(2026, 11, 21, 11, 0, tzinfo=UTC)
RAID, CAP, ACT = "incident_raid", "cap_reached", "act.change_delay"


@pytest.mark.parametrize(
    ("alerts", "at", "sounds"),
    [
        (Alerts(), NIGHT, {RAID, CAP, ACT}),
        (Alerts(Level.IMPORTANT), NOON, {RAID, CAP}),
        (Alerts(Level.RAIDS), NOON, {RAID}),
        (Alerts(quiet=(22, 8)), NIGHT, {RAID}),
        (Alerts(quiet=(22, 8)), NOON, {RAID, CAP, ACT}),
        (Alerts(quiet=(22, 8), raids_sound=False), NIGHT, set()),
        (Alerts(quiet=(8, 18)), NOON, {RAID}),
        (Alerts(quiet=(8, 18)), NIGHT, {RAID, CAP, ACT}),
        (Alerts(muted_until=NOON + timedelta(hours=1)), NOON, {RAID}),
        (Alerts(muted_until=NOON), NOON, {RAID, CAP, ACT}),
        (Alerts(quiet=(0, 1)), NIGHT, {RAID}),
        (Alerts(quiet=(1, 2)), NIGHT, {RAID, CAP, ACT}),
    ],
)
def test_what_sounds_is_what_somebody_chose(alerts, at, sounds):
    assert {k for k in (RAID, CAP, ACT) if may_sound(k, alerts, at, "Europe/Paris")} == sounds


@pytest.mark.parametrize(
    ("before", "after", "sounds"),
    [
        (Kind.SURGE, Kind.RAID, True),
        (Kind.RAID, Kind.SURGE, False),
        (Kind.RAID, Kind.RAID, False),
        (Kind.SURGE, Kind.SURGE, False),
    ],
)
def test_only_a_change_for_the_worse_sounds(before, after, sounds):
    assert change_sounds(before, after) is sounds


def test_money_does_not_ring_beside_the_card_of_a_raid():
    for kind in ("budget_warning", "cap_reached", "inbound_cost"):
        assert is_silent(kind, in_raid=True)
        assert not is_silent(kind, in_raid=False)
    for kind in ("incident_raid", "incident_unacknowledged", "sending_halted", "unwatched"):
        assert not is_silent(kind, in_raid=True)
    for kind in ("incident_surge", "incident_over", "part_alive"):
        assert is_silent(kind, in_raid=False)


def test_telephones_are_left_alone_after_four_sounds_in_four_hours():
    told = [(NOON + timedelta(minutes=50 * n)).isoformat() for n in range(4)]
    later = NOON + timedelta(minutes=200)

    assert may_repeat(incident(told_loudly=told[:3]), later)
    assert not may_repeat(incident(told_loudly=told), later)
    assert not may_repeat(incident(told_loudly=told[:1]), NOON + timedelta(minutes=1))
    assert may_repeat(incident(told_loudly=told), NOON + timedelta(hours=5))


FIRST, REMINDER = "incident_raid", "incident_unacknowledged"
ASLEEP = Alerts(quiet=(22, 8), raids_sound=False)


@pytest.mark.parametrize(
    ("is_on_call", "alerts", "sounds"),
    [
        (None, Alerts(), {FIRST, REMINDER}),
        (True, ASLEEP, {FIRST, REMINDER}),
        (False, Alerts(), {REMINDER}),
        (False, ASLEEP, set()),
        (None, ASLEEP, set()),
    ],
)
def test_a_raid_rings_first_who_has_the_phone(is_on_call, alerts, sounds):
    assert {
        kind
        for kind in (FIRST, REMINDER)
        if may_sound(kind, alerts, NIGHT, "Europe/Paris", is_on_call=is_on_call)
    } == sounds
