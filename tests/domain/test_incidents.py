"""An incident changes its kind and ends as its traffic does."""

from datetime import UTC, datetime

from hotline.domain.detection.evidence import Evidence, Kind, Sign, Weight
from hotline.domain.incidents import CALM_FOR, DOUBTED_FOR, Incident, follow

NOW = datetime(2026, 10, 30, 16, 0, tzinfo=UTC)
HOSTILE = Evidence((Weight(Sign.INSULTS, 9, 20, 8.0),))
HONEST = Evidence((Weight(Sign.INSULTS, 0, 20, -1.0),))
UNCLEAR = Evidence((Weight(Sign.INSULTS, 3, 20, 2.0),))


def incident(**values):
    defaults = {
        "id": 1, "kind": Kind.RAID, "opened_at": NOW, "onset_at": NOW, "closed_at": None,
        "alarm": {}, "evidence": [], "raid_chance": 0.99, "kinds": [], "usual_per_minute": 1.0,
        "peak_per_minute": 80.0, "calm_since": None, "doubted_since": None, "last_alarm_at": NOW,
        "weighed_at": NOW, "acknowledged_at": None, "acknowledged_by": None,
        "told_again_at": None, "dismissed_at": None, "dismissed_by": None,
        "guard_lifted_at": None,
    }  # fmt: skip
    return Incident(**{**defaults, **values})


def test_an_incident_is_over_when_it_was_calm_for_a_while():
    calm = follow(incident(), 1.9, HOSTILE, NOW)
    again = follow(incident(calm_since=NOW), 2.1, HOSTILE, NOW + CALM_FOR)
    over = follow(incident(calm_since=NOW), 1.9, HOSTILE, NOW + CALM_FOR)

    assert (calm.calm_since, calm.is_over) == (NOW, False)
    assert (again.calm_since, again.is_over) == (None, False)
    assert over.is_over


def test_a_surge_becomes_a_raid_at_once_and_a_raid_a_surge_only_after_long():
    surge_ = incident(kind=Kind.SURGE)
    assert follow(surge_, 60, HOSTILE, NOW).kind is Kind.RAID
    doubted = follow(incident(), 60, HONEST, NOW)
    later = follow(incident(doubted_since=NOW), 60, HONEST, NOW + DOUBTED_FOR)

    assert (doubted.kind, doubted.doubted_since) == (Kind.RAID, NOW)
    assert later.kind is Kind.SURGE
    assert follow(incident(doubted_since=NOW), 60, UNCLEAR, NOW).doubted_since is None


def test_a_raid_that_has_ebbed_into_honest_traffic_ends_as_a_raid():
    course = follow(incident(peak_per_minute=80), 6, HONEST, NOW)

    assert (course.kind, course.calm_since) == (Kind.RAID, NOW)
