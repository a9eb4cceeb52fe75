"""The rules say what may make a sound, and when."""

from datetime import UTC, datetime, timedelta

import pytest

from hotline.domain.alerts import Alerts, Level, may_sound

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
