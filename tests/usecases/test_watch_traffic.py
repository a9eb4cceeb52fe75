"""The watch at work on a real store: incidents, the guard, verdicts, what survives what."""

from datetime import timedelta
from random import Random

import pytest
from sqlalchemy import text

from hotline.domain.acts import Act
from hotline.domain.detection.evidence import Kind
from hotline.domain.errors import RefusedError
from hotline.domain.modes import Backlog, Mode
from hotline.store.database import Database
from hotline.store.incidents import change_incident
from hotline.store.settings import change_settings, read_settings
from hotline.usecases.incidents.acknowledge_incident import acknowledge_incident
from hotline.usecases.incidents.ask_incident_act import (
    ask_incident_act,
    ask_to_block_group,
    ask_to_block_worst,
)
from hotline.usecases.incidents.estimate_held import estimate_held
from hotline.usecases.incidents.guard_again import guard_again
from hotline.usecases.incidents.mute_incident import mute_incident
from hotline.usecases.incidents.watch_drain import watch_drain
from hotline.usecases.incidents.watch_traffic import Memory, watch_traffic
from hotline.usecases.mode.resume import resume
from hotline.usecases.mode.suspend import suspend
from hotline.usecases.proposals.confirm_proposal import confirm_proposal
from hotline.usecases.proposals.undo_act import undo_act
from hotline.usecases.replies.claim_reply import claim_reply
from hotline.usecases.replies.judge_held_replies import judge_held_replies
from hotline.usecases.replies.take_due_replies import take_due_replies
from simulator.scenarios.genuine import rush
from simulator.scenarios.people import Event, Numbers
from tests.support.afternoons import a_raid, bring, live_through, look_on
from tests.support.inbounds import one, reply_states, rows

HOUR = timedelta(hours=1)
# A man who texts for the ordinary reason, in the middle of it.
HIM = Event(100.0, "+33699000001", "sms", "salut c'est Thomas, on s'est vus hier", "genuine")


def mode_of(database: Database) -> Mode:
    with database.transaction() as connection:
        return read_settings(connection).mode


def notices(database: Database) -> list[tuple[str, bool]]:
    return rows(
        database,
        "SELECT DISTINCT ON (created_at, kind) kind, is_loud FROM notices"
        " ORDER BY created_at, kind",
    )


@pytest.fixture
def raided(database, now):
    """Five minutes of a raid have passed; the moment, and what the watch remembers."""
    memory = Memory()
    end = live_through(database, [*a_raid(), HIM], now, memory=memory)
    return end, memory


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


def test_in_a_raid_all_that_is_planned_since_and_all_that_comes_is_held(database, now, raided):
    assert set(reply_states(database)) == {("held", "raid")}
    assert len(reply_states(database)) == one(database, "SELECT count(*) FROM senders")


def test_what_was_planned_before_the_raid_leaves(database, now):
    early = Event(-3000.0, "+33699000009", "sms", "coucou", "genuine")
    bring(database, early, now)
    live_through(database, a_raid(), now)
    due = now + timedelta(seconds=700)

    assert [reply for reply, _ in take_due_replies(database=database, now=due, limit=9)] == [1]
    assert claim_reply(1, database=database, now=due).id == 1


def test_a_reply_that_slipped_past_the_hold_is_held_at_its_claim(database, now, raided):
    end, _ = raided
    with database.transaction() as connection:
        connection.execute(text("UPDATE replies SET status = 'planned', reason = NULL"))

    assert claim_reply(1, database=database, now=end + HOUR) is None
    assert reply_states(database)[0] == ("held", "raid")


def test_when_due_those_who_look_genuine_leave_and_the_others_stay(database, now, raided):
    end, _ = raided
    assert judge_held_replies(database=database, now=now + timedelta(minutes=50)) == 0
    judge_held_replies(database=database, now=end + HOUR)

    states = rows(
        database,
        "SELECT texts > 3, status, count(*) FROM replies JOIN senders ON senders.id = sender_id"
        " GROUP BY 1, 2",
    )
    his = one(
        database,
        "SELECT status FROM replies JOIN inbounds ON inbounds.id = inbound_id"
        " WHERE received_at = :at", at=now + timedelta(seconds=100),
    )  # fmt: skip
    freed = sum(n for _, status, n in states if status == "planned")
    assert his == "planned"
    assert freed <= 12
    assert all(
        marks for (marks,) in rows(database, "SELECT marks FROM replies WHERE status = 'held'")
    )


def test_the_hour_of_a_raid_has_a_cap_and_the_most_innocent_go_first(database, now, raided):
    end, memory = raided
    with database.transaction() as connection:
        change_settings(connection, guard_hour_micros=2 * 80_000)
    late = now + timedelta(seconds=240)
    quiet = [Event(240.0 + n, f"+3369910000{n}", "sms", "salut toi", "genuine") for n in range(4)]
    for event in quiet:
        bring(database, event, now)
    watch_traffic(database=database, memory=memory, now=end)

    assert judge_held_replies(database=database, now=late + 2 * HOUR) == 2
    assert judge_held_replies(database=database, now=late + 2 * HOUR) == 0
    assert judge_held_replies(database=database, now=late + 3 * HOUR + timedelta(minutes=1)) == 2
    freed = rows(
        database,
        "SELECT max(texts + calls) FROM senders JOIN replies ON senders.id = sender_id"
        " WHERE released_at IS NOT NULL",
    )
    assert freed == [(1,)]


def test_calm_for_a_while_the_hotline_opens_by_itself_and_sums_up(database, now, raided):
    end, memory = raided
    end = look_on(database, end, minutes=40, memory=memory)

    assert mode_of(database) is Mode.OPEN
    closed, summary = rows(database, "SELECT closed_at, summary FROM incidents")[0]
    assert closed < end
    assert summary["messages"] == one(database, "SELECT count(*) FROM inbounds")
    assert summary["held"] == one(database, "SELECT count(*) FROM replies")
    assert ("incident_over", False) in notices(database)
    bring(database, Event(0.0, "+33699000077", "sms", "salut", "genuine"), end)
    assert reply_states(database)[-1] == ("planned", None)


def test_after_the_raid_those_who_look_genuine_still_leave_when_due(database, now, raided):
    end, memory = raided
    with database.transaction() as connection:
        change_settings(connection, guard_hour_micros=0)
    assert judge_held_replies(database=database, now=end + HOUR) == 0
    look_on(database, end, minutes=40, memory=memory)

    assert judge_held_replies(database=database, now=end + HOUR) >= 1


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


def test_what_is_acknowledged_is_not_told_again(database, now, raided, alice, bruno):
    end, memory = raided
    acknowledge_incident(alice, 1, database=database, now=end)
    with pytest.raises(RefusedError, match="already_acknowledged"):
        acknowledge_incident(bruno, 1, database=database, now=end)
    live_through(database, a_raid(seed=3, minutes=9), end, memory=memory)

    assert "incident_unacknowledged" not in [kind for kind, _ in notices(database)]


def test_who_has_muted_it_hears_no_sound(database, now, raided, alice):
    end, memory = raided
    mute_incident(alice, 1, database=database, now=end)
    live_through(database, a_raid(seed=3, minutes=9), end, memory=memory)

    told = rows(
        database,
        "SELECT organizer_id, is_loud FROM notices WHERE kind = 'incident_unacknowledged'"
        " ORDER BY 1",
    )
    assert told == [(alice.id, False), (2, True)]


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


def test_an_honest_rush_holds_nobody(database, now):
    rng = Random(4)
    events = rush(rng, Numbers(rng), start=0, minutes=12, per_minute=60)
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


def test_blocking_the_worst_drops_what_they_are_owed_and_is_undone_with_one_tap(
    database, now, raided, alice
):
    end, _ = raided
    question = ask_to_block_worst(alice, 1, 9, database=database, now=end)
    done = confirm_proposal(alice, question.proposal_id, database=database, now=end)

    assert (question.senders, question.found.replies) == (9, 9)
    assert (done.senders, done.dropped) == (9, 9)
    assert 8 * 80_000 <= done.saved_micros == question.found.micros
    assert reply_states(database).count(("dropped", "blocked")) == 9
    undo_act(alice, done.audit_id, database=database, now=end)
    assert one(database, "SELECT count(*) FROM senders WHERE blocked_at IS NOT NULL") == 0
    # As they were: an undone block lets nothing go.
    assert set(reply_states(database)) == {("held", "raid")}
    with pytest.raises(RefusedError, match="overtaken"):
        undo_act(alice, done.audit_id, database=database, now=end)


def test_everybody_who_sent_one_text_is_blocked_at_once(database, now, raided, alice):
    end, _ = raided
    estimate_held(database=database, now=end)
    key, senders = one(database, "SELECT figures FROM incidents")["groups"][0]
    question = ask_to_block_group(alice, 1, bytes.fromhex(key), database=database, now=end)

    assert question.senders == senders >= 4
    done = confirm_proposal(alice, question.proposal_id, database=database, now=end)
    assert done.senders == senders


def test_releasing_those_that_look_genuine_leaves_the_others(database, now, raided, alice):
    end, _ = raided
    question = ask_incident_act(alice, 1, Act.RELEASE_GENUINE, database=database, now=end)
    settled = confirm_proposal(alice, question.proposal_id, database=database, now=end)

    assert settled.found == question.found
    assert 1 <= settled.found.replies < len(reply_states(database))
    assert reply_states(database).count(("planned", None)) == settled.found.replies
    # They are never held for this raid again.
    watch_traffic(database=database, memory=Memory(), now=end + timedelta(seconds=2))
    assert reply_states(database).count(("planned", None)) == settled.found.replies


def test_dropping_all_that_is_held_says_what_it_saved(database, now, raided, alice):
    end, _ = raided
    question = ask_incident_act(alice, 1, Act.DROP_HELD, database=database, now=end)
    settled = confirm_proposal(alice, question.proposal_id, database=database, now=end)

    assert set(reply_states(database)) == {("dropped", "dropped_in_raid")}
    found = settled.found
    assert found.replies == len(reply_states(database))
    # No price is known for the Belgians among them.
    assert found.micros == 80_000 * (found.replies - found.unpriced)
    with pytest.raises(RefusedError, match="nothing_held_here"):
        ask_incident_act(alice, 1, Act.DROP_HELD, database=database, now=end)


def test_not_a_raid_opens_and_does_not_fire_again_for_the_same(database, now, raided, alice):
    end, memory = raided
    question = ask_incident_act(alice, 1, Act.DISMISS, database=database, now=end)
    confirm_proposal(alice, question.proposal_id, database=database, now=end)
    assert mode_of(database) is Mode.OPEN
    assert {status for status, _ in reply_states(database)} == {"planned"}

    polite = [Event(n * 1.2, f"+3361{n:07d}", "sms", "salut", "genuine") for n in range(200)]
    live_through(database, polite, end, memory=memory)
    assert one(database, "SELECT count(*) FROM incidents") == 1


def test_after_a_suspension_in_a_raid_the_guard_is_on_again(database, now, raided, alice):
    end, _ = raided
    suspend(alice, database=database, now=end)
    assert judge_held_replies(database=database, now=end + HOUR) == 0
    with database.transaction() as connection:
        version = read_settings(connection).mode_version
    dropped = resume(alice, Backlog.GENUINE, mode_version=version, database=database, now=end)

    assert mode_of(database) is Mode.GUARDED
    assert dropped.is_guarded
    assert 0 < dropped.dropped < len(reply_states(database))
    assert {state for state in reply_states(database) if state[0] != "planned"} == {
        ("dropped", "dropped_on_resume")
    }


def test_people_may_open_although_the_raid_goes_on_and_it_stays_open(database, now, raided, alice):
    end, memory = raided
    with database.transaction() as connection:
        version = read_settings(connection).mode_version
    resume(alice, Backlog.KEEP, mode_version=version, database=database, now=end)
    live_through(database, a_raid(seed=7, minutes=2), end, memory=memory)

    assert mode_of(database) is Mode.OPEN
    assert {status for status, _ in reply_states(database)} == {"planned"}


def test_a_slow_drain_is_told_quietly_and_holds_only_those_concerned(database, now):
    memory = Memory()
    heavy = [
        Event(n * 600.0 + k, f"+3369911100{k}", "sms", "encore un sms", "attack")
        for n in range(20)
        for k in range(3)
    ]
    fresh = [Event(11_900.0, "+33699222000", "sms", "salut", "genuine")]
    for event in [*heavy, *fresh]:
        bring(database, event, now)
    at = now + timedelta(seconds=12_000)
    watch_traffic(database=database, memory=memory, now=at)
    with database.transaction() as connection:
        connection.execute(text("UPDATE replies SET due_at = :due"), {"due": at + HOUR})
    drain = watch_drain(database=database, now=at)

    assert drain.kind == "drain"
    assert set(rows(database, "SELECT is_loud FROM incident_cards")) == {(False,)}
    assert notices(database) == []
    assert reply_states(database) == [("held", "drain")] * 3 + [("planned", None)]
    assert mode_of(database) is Mode.OPEN
    assert one(database, "SELECT count(*) FROM incident_senders") == 3
    over = at + timedelta(hours=10)
    watch_traffic(database=database, memory=memory, now=over)
    assert watch_drain(database=database, now=over) is None


def test_undoing_a_suspension_lets_nothing_go(database, now, raided, alice):
    end, _ = raided
    audit_id = suspend(alice, database=database, now=end)
    undo_act(alice, audit_id, database=database, now=end)

    assert mode_of(database) is Mode.GUARDED
    assert set(reply_states(database)) == {("held", "raid")}


def test_what_has_grown_since_it_was_asked_is_asked_anew(database, now, alice):
    memory = Memory()
    end = live_through(database, a_raid(), now, memory=memory)
    question = ask_incident_act(alice, 1, Act.DISMISS, database=database, now=end)
    drop = ask_incident_act(alice, 1, Act.DROP_HELD, database=database, now=end)
    with database.transaction() as connection:
        version = read_settings(connection).mode_version
    more = [Event(n * 1.0, f"+3361{n:07d}", "sms", "salut", "genuine") for n in range(60)]
    end = live_through(database, more, end, memory=memory)

    with pytest.raises(RefusedError, match="grown"):
        confirm_proposal(alice, question.proposal_id, database=database, now=end)
    with pytest.raises(RefusedError, match="grown"):
        resume(alice, Backlog.KEEP, mode_version=version, database=database, now=end, seen=40)
    dropped = confirm_proposal(alice, drop.proposal_id, database=database, now=end)
    assert dropped.found.replies == drop.found.replies
    assert reply_states(database).count(("held", "raid")) == 60


def test_the_guard_comes_back_with_a_tap(database, now, raided, alice):
    end, _ = raided
    with database.transaction() as connection:
        version = read_settings(connection).mode_version
    resume(alice, Backlog.LEAVE, mode_version=version, database=database, now=end)
    assert mode_of(database) is Mode.OPEN
    guard_again(alice, 1, database=database, now=end)

    assert mode_of(database) is Mode.GUARDED
    with pytest.raises(RefusedError, match="already_guarded"):
        guard_again(alice, 1, database=database, now=end)


def test_who_is_blocked_is_not_offered_again(database, now, raided, alice):
    end, _ = raided
    first = ask_to_block_worst(alice, 1, 9, database=database, now=end)
    again = ask_to_block_worst(alice, 1, 9, database=database, now=end)
    confirm_proposal(alice, first.proposal_id, database=database, now=end)
    with pytest.raises(RefusedError, match="nobody_to_block"):
        confirm_proposal(alice, again.proposal_id, database=database, now=end)
    following = ask_to_block_worst(alice, 1, 9, database=database, now=end)

    assert confirm_proposal(alice, following.proposal_id, database=database, now=end).senders == 9
    assert one(database, "SELECT count(*) FROM senders WHERE blocked_at IS NOT NULL") == 18


def test_a_rush_that_becomes_a_raid_is_nobodys_yet(database, now, alice):
    """Whoever looked after the rush may sleep by then."""
    memory = Memory()
    rng = Random(4)
    end = live_through(
        database, rush(rng, Numbers(rng), start=0, minutes=12, per_minute=60), now,
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
