"""The traffic of an incident is shown by what became of it, with its modes and people's acts."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text

from hotline.domain.detection.evidence import Kind
from hotline.domain.modes import Mode
from hotline.store.incidents import get_incident
from hotline.usecases.incidents.acknowledge_incident import acknowledge_incident
from hotline.usecases.incidents.show_traffic import TrafficState, show_traffic, state_of
from hotline.usecases.mode.end_suspension import end_suspension
from hotline.usecases.mode.suspend import suspend
from hotline.usecases.senders.block_sender import block_sender
from tests.support.afternoons import look_on
from tests.support.inbounds import a_text, one, receive, rows


def incident_of(database):
    with database.transaction() as connection:
        return get_incident(connection, 1)


def traffic(database, now):
    return show_traffic(incident_of(database), database=database, now=now)


def test_every_text_is_answered_held_or_has_no_reply(database, raided, alice):
    end, _ = raided
    shown = traffic(database, end)

    counts = [
        sum(getattr(minute, fate) for minute in shown.minutes)
        for fate in ("answered", "held", "unanswered")
    ]
    # The running minute is not over: what comes in it is counted as far as it has come.
    assert sum(counts) == one(database, "SELECT count(*) FROM inbounds")
    states = dict(rows(database, "SELECT status, count(*) FROM replies GROUP BY 1"))
    assert counts[1] == states["held"]
    assert counts[0] == states.get("planned", 0)

    held = one(database, "SELECT min(sender_id) FROM replies WHERE status = 'held'")
    block_sender(alice, f"#{held}", database=database, now=end)
    later = traffic(database, end)
    assert sum(minute.held for minute in later.minutes) == counts[1] - 1
    assert sum(minute.unanswered for minute in later.minutes) == counts[2] + 1


def test_it_is_guarded_from_the_act_on_and_suspended_in_between(database, raided, alice):
    end, _ = raided
    two = timedelta(minutes=2)
    suspend(alice, database=database, now=end + timedelta(minutes=1), lasting=two)
    assert end_suspension(database=database, now=end + timedelta(minutes=3))
    shown = traffic(database, end + timedelta(minutes=5))

    assert [span.mode for span in shown.modes] == [Mode.GUARDED, Mode.SUSPENDED, Mode.GUARDED]
    guarded = one(database, "SELECT created_at FROM audit_entries WHERE verb = 'guard'")
    begins = [span.begins_at for span in shown.modes]
    assert begins == [guarded, end + timedelta(minutes=1), end + timedelta(minutes=3)]
    assert shown.modes[-1].ends_at == end + timedelta(minutes=5)
    assert shown.state is TrafficState.RAID_GUARDED


def test_a_suspension_that_began_long_before_is_known(database, now, alice):
    suspend(alice, database=database, now=now - timedelta(days=2))
    with database.transaction() as connection:
        connection.execute(
            text(
                "INSERT INTO incidents (kind, opened_at, onset_at, alarm, evidence, raid_chance,"
                " kinds, usual_per_minute, last_alarm_at, weighed_at)"
                " VALUES ('raid', :now, :now, '{}', '[]', 1, '[]', 0, :now, :now)"
            ),
            {"now": now},
        )
    shown = traffic(database, now + timedelta(minutes=2))

    assert [(span.mode, span.begins_at) for span in shown.modes] == [
        (Mode.SUSPENDED, shown.minutes[0].at)
    ]
    assert shown.state is TrafficState.RAID_SUSPENDED


def test_only_what_people_did_is_an_act_of_the_team(database, raided, alice):
    end, _ = raided
    assert traffic(database, end).team_acts == []

    acknowledge_incident(alice, 1, database=database, now=end)
    assert traffic(database, end + timedelta(minutes=1)).team_acts == [end]


def test_the_picture_is_never_mostly_before_or_after_the_incident(database, now, raided):
    end, memory = raided
    onset = incident_of(database).onset_at
    young = traffic(database, end)
    assert onset - young.minutes[0].at <= timedelta(minutes=7)
    assert len(young.minutes) <= 13

    over = look_on(database, end, minutes=40, memory=memory)
    after = traffic(database, over + timedelta(hours=9))
    incident = incident_of(database)
    assert incident.closed_at is not None
    half = (incident.closed_at - incident.onset_at) / 2
    assert timedelta(0) < after.minutes[-1].at - incident.closed_at <= half
    assert half <= incident.onset_at - after.minutes[0].at <= half + timedelta(minutes=1)
    assert after.state is TrafficState.OVER_RAID


def test_a_long_incident_shows_its_last_eight_hours(database, now, raided):
    end, _ = raided
    receive(database, a_text(end + timedelta(hours=11, minutes=59)))
    shown = traffic(database, end + timedelta(hours=12))

    assert len(shown.minutes) == 8 * 60 + 1
    assert shown.onset_at < shown.minutes[0].at
    assert sum(minute.answered + minute.held for minute in shown.minutes) == 1


@pytest.mark.parametrize(
    ("kind", "mode", "changes", "state"),
    [
        (Kind.RAID, Mode.GUARDED, {}, "raid_guarded"),
        (Kind.RAID, Mode.OPEN, {}, "raid_unguarded"),
        (Kind.RAID, Mode.SUSPENDED, {}, "raid_suspended"),
        (Kind.SURGE, Mode.OPEN, {}, "surge"),
        (Kind.SURGE, Mode.GUARDED, {}, "surge_guarded"),
        (Kind.SURGE, Mode.SUSPENDED, {}, "suspended"),
        (Kind.DRAIN, Mode.OPEN, {}, "drain"),
        (Kind.DRAIN, Mode.GUARDED, {}, "drain"),
        (Kind.RAID, Mode.OPEN, {"dismissed_at": True}, "dismissed"),
        (Kind.SURGE, Mode.GUARDED, {"closed_at": True}, "over_surge"),
        (Kind.DRAIN, Mode.OPEN, {"closed_at": True}, "over_drain"),
    ],
)
def test_each_state_has_its_name(database, now, raided, kind, mode, changes, state):
    incident = replace(incident_of(database), kind=kind, **dict.fromkeys(changes, now))

    assert state_of(incident, mode) is TrafficState(state)
