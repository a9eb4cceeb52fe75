"""The watch opens an incident, follows it and survives a crash."""

from datetime import timedelta
from random import Random

import pytest
from sqlalchemy import text

from hotline.domain.detection.evidence import Kind
from hotline.domain.modes import Mode
from hotline.store.incidents import change_incident
from hotline.usecases.incidents.acknowledge_incident import acknowledge_incident
from hotline.usecases.incidents.watch_traffic import Memory, watch_traffic
from hotline.usecases.replies.send_reply import send_reply
from simulator.scenarios.genuine import surge
from simulator.scenarios.people import Numbers
from tests.support.afternoons import HIM, a_raid, bring, live_through, look_on, mode_of, notices
from tests.support.inbounds import a_text, one, receive, reply_states, rows


def test_a_raid_is_guarded_against_and_everybody_gets_a_card(database, now, raided):
    kinds = one(database, "SELECT kinds FROM incidents")
    (opened, onset) = rows(database, "SELECT opened_at, onset_at FROM incidents")[0]

    assert kinds[-1][1] == "raid"
    assert opened - now <= timedelta(seconds=30)
    assert onset - now <= timedelta(seconds=5)
    assert mode_of(database) is Mode.GUARDED
    assert rows(database, "SELECT organizer_id, is_loud FROM incident_cards ORDER BY 1") == [
        (1, True),
        (2, True),
    ]


def test_a_second_wave_within_the_hour_is_the_same_incident(database, now, raided):
    end, memory = raided
    end = look_on(database, end, minutes=40, memory=memory)
    live_through(database, a_raid(seed=2), end, memory=memory)

    assert rows(database, "SELECT kind, reopened, closed_at FROM incidents") == [("raid", 1, None)]
    assert mode_of(database) is Mode.GUARDED
    assert ("incident_again", True) in notices(database)
    assert one(database, "SELECT count(*) FROM incident_cards") == 2


def test_what_nobody_acknowledges_is_told_once_more_and_only_once(database, now, raided, alice):
    end, memory = raided
    end = live_through(database, a_raid(seed=3, minutes=9), end, memory=memory)

    assert notices(database).count(("incident_unacknowledged", True)) == 1
    assert mode_of(database) is Mode.GUARDED


@pytest.mark.parametrize("forgetful", [False, True])
def test_another_worker_sees_the_same(database, now, forgetful):
    live_through(database, [*a_raid(), HIM], now, forgetful=forgetful)

    figures = rows(database, "SELECT opened_at, onset_at, kinds, peak_per_minute FROM incidents")
    assert len(figures) == 1
    opened, onset, kinds, peak = figures[0]
    assert opened - now == timedelta(seconds=10)
    assert onset - now < timedelta(seconds=1)
    assert [kind for _, kind, _ in kinds][-1] == "raid"
    assert 50 <= peak <= 90
    assert one(database, "SELECT sum(texts) FROM incident_senders") == one(
        database, "SELECT count(*) FROM inbounds"
    )


def test_a_look_that_fails_is_made_again_whole(database, now):
    """A worker dies between its look and the commit."""
    memory = Memory()
    events = a_raid(minutes=1)
    for event in events:
        bring(database, event, now)
    with database.transaction() as connection:
        connection.execute(text("ALTER TABLE incident_cards RENAME TO gone"))
    end = now + timedelta(minutes=1)
    with pytest.raises(Exception, match="incident_cards"):
        watch_traffic(database=database, memory=memory, now=end)
    with database.transaction() as connection:
        connection.execute(text("ALTER TABLE gone RENAME TO incident_cards"))

    assert one(database, "SELECT count(*) FROM examinations") == 0
    assert watch_traffic(database=database, memory=memory, now=end) == len(events)
    assert one(database, "SELECT count(*) FROM incidents") == 1


def test_an_inbound_whose_transaction_ends_late_is_examined_too(database, now):
    memory = Memory()
    watch_traffic(database=database, memory=memory, now=now)
    with database.engine.connect() as slow:
        slow.execute(
            text(
                "INSERT INTO inbounds (provider_sid, kind, line, key_id, segments, media,"
                " received_at) VALUES ('SMlate', 'sms', '+33644600001', '', 1, 0, :now)"
            ),
            {"now": now},
        )
        bring(database, HIM, now)
        at = now + timedelta(seconds=101)
        assert watch_traffic(database=database, memory=memory, now=at) == 1
        slow.commit()

    assert watch_traffic(database=database, memory=memory, now=at + timedelta(seconds=2)) == 1
    assert watch_traffic(database=database, memory=memory, now=at + timedelta(minutes=3)) == 0


def test_an_honest_surge_holds_nobody(database, now):
    rng = Random(4)
    events = surge(rng, Numbers(rng), start=0, minutes=12, per_minute=60)
    live_through(database, events, now, until=720)

    assert [kind for (kind,) in rows(database, "SELECT kind FROM incidents")] == ["surge"]
    assert mode_of(database) is Mode.OPEN
    assert {status for status, _ in reply_states(database)} == {"planned"}


def test_nothing_readable_is_added_to_the_store(database, now, raided):
    found = rows(
        database,
        "SELECT e::text FROM examinations AS e UNION ALL SELECT t::text FROM text_senders AS t"
        " UNION ALL SELECT w::text FROM watch AS w UNION ALL SELECT i::text FROM incidents AS i",
    )
    everything = "\n".join(row for (row,) in found).lower()

    assert "raid sur le forum" not in everything
    assert "pute" not in everything
    assert "+336" not in everything


def test_a_surge_that_becomes_a_raid_is_nobodys_yet(database, now, alice):
    """Who looked after the surge may sleep by then."""
    memory = Memory()
    rng = Random(4)
    end = live_through(
        database, surge(rng, Numbers(rng), start=0, minutes=12, per_minute=60), now,
        memory=memory, until=720,
    )  # fmt: skip
    acknowledge_incident(alice, 1, database=database, now=end)
    end = live_through(database, a_raid(minutes=6, per_minute=120), end, memory=memory)

    assert rows(database, "SELECT kind, acknowledged_at FROM incidents") == [("raid", None)]
    assert notices(database).count(("incident_unacknowledged", True)) <= 1


def test_a_clock_that_steps_back_does_not_blind_the_watch(database, now, raided):
    """Another worker's clock may have been ahead when it weighed."""
    end, memory = raided
    with database.transaction() as connection:
        change_incident(connection, 1, weighed_at=end + timedelta(minutes=10))
    live_through(database, a_raid(seed=3, minutes=9), end, memory=memory)

    assert notices(database).count(("incident_unacknowledged", True)) == 1


def test_what_is_a_raid_again_is_reminded_of_again(database, now, raided):
    end, memory = raided
    with database.transaction() as connection:
        change_incident(connection, 1, kind=Kind.SURGE, told_again_at=end)
    live_through(database, a_raid(seed=3, minutes=9), end, memory=memory)

    assert rows(database, "SELECT kind FROM incidents") == [("raid",)]
    assert notices(database).count(("incident_unacknowledged", True)) == 1


def test_reactions_to_a_released_backlog_are_no_crowd(database, gateway, origin, now):
    """Men whose replies left together react to them within minutes."""
    for number in range(24):
        receive(database, a_text(now - timedelta(hours=1), f"+336123456{number:02}", None))
        send_reply(number + 1, database=database, gateway=gateway, origin=origin, now=now)
    quote = one(database, "SELECT left(body, 40) FROM reply_texts WHERE language = 'fr'")
    memory = Memory()
    forms = ("Liked “{}…”", "A aimé « {}… »", "A réagi avec 🖕 à « {}… »", "Laughed at “{}…”")
    for number in range(24):
        at = now + timedelta(seconds=20 * number)
        body = forms[number % 4].format(quote)
        receive(database, a_text(at, f"+336123456{number:02}", body))
        watch_traffic(database=database, memory=memory, now=at)

    assert rows(database, "SELECT count(*) FROM incidents") == [(0,)]
    assert rows(database, "SELECT count(*) FROM examinations WHERE is_machine") == [(24,)]
    assert rows(database, "SELECT count(*) FROM text_senders") == [(0,)]


def test_who_was_sent_nothing_reacts_to_nothing(database, now):
    quote = one(database, "SELECT left(body, 40) FROM reply_texts WHERE language = 'fr'")
    memory = Memory()
    for number in range(100):
        at = now + timedelta(seconds=2 * number)
        receive(database, a_text(at, f"+3361234{number:04}", f"Liked “{quote}…”"))
        watch_traffic(database=database, memory=memory, now=at)

    assert rows(database, "SELECT count(*) FROM examinations WHERE is_machine") == [(0,)]
    assert rows(database, "SELECT count(*) FROM incidents") == [(1,)]


def test_a_raid_cannot_hide_behind_texts_that_look_like_reactions(database, now):
    memory = Memory()
    for number in range(600):
        at = now + timedelta(seconds=number / 2)
        receive(database, a_text(at, f"+336123456{number % 30:02}", "Liked “va te faire”"))
        if number % 20 == 0:
            watch_traffic(database=database, memory=memory, now=at)

    assert rows(database, "SELECT count(*) FROM incidents") == [(1,)]
