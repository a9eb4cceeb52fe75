"""Organizers acknowledge, mute and dismiss an incident, and settle what it holds."""

from datetime import UTC, datetime, timedelta

import pytest

from hotline.domain.acts import Act
from hotline.domain.errors import RefusedError
from hotline.domain.modes import Backlog, Mode
from hotline.store.settings import read_settings
from hotline.usecases.incidents.acknowledge_incident import acknowledge_incident
from hotline.usecases.incidents.ask_incident_act import (
    ask_incident_act,
    ask_to_block_group,
    ask_to_block_worst,
)
from hotline.usecases.incidents.estimate_held import estimate_held
from hotline.usecases.incidents.guard_again import guard_again
from hotline.usecases.incidents.mute_incident import (
    MutedUntil,
    MuteReason,
    end_of_silence,
    mute_incident,
)
from hotline.usecases.incidents.say_awake import say_awake
from hotline.usecases.incidents.show_incident import show_incident
from hotline.usecases.incidents.watch_traffic import Memory, watch_traffic
from hotline.usecases.mode.resume import resume
from hotline.usecases.proposals.confirm_proposal import confirm_proposal
from hotline.usecases.proposals.undo_act import undo_act
from simulator.scenarios.people import Event
from tests.support.afternoons import a_raid, live_through, mode_of, notices
from tests.support.inbounds import one, reply_states, rows


def test_what_is_acknowledged_is_not_told_again(database, now, raided, alice, bruno):
    end, memory = raided
    acknowledge_incident(alice, 1, database=database, now=end)
    with pytest.raises(RefusedError, match="already_acknowledged"):
        acknowledge_incident(bruno, 1, database=database, now=end)
    live_through(database, a_raid(seed=3, minutes=9), end, memory=memory)

    assert "incident_unacknowledged" not in [kind for kind, _ in notices(database)]


def test_who_has_muted_it_hears_no_sound(database, now, raided, alice):
    end, memory = raided
    ends = mute_incident(
        alice, 1, MutedUntil.AN_HOUR, MuteReason.SLEEPS, database=database, now=end
    )
    assert ends == end + timedelta(hours=1)
    live_through(database, a_raid(seed=3, minutes=9), end, memory=memory)

    told = rows(
        database,
        "SELECT organizer_id, is_loud FROM notices WHERE kind = 'incident_unacknowledged'"
        " ORDER BY 1",
    )
    assert told == [(alice.id, False), (2, True)]


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


def test_the_morning_is_eight_o_clock_where_the_team_is(now):
    night = datetime(2026, 11, 20, 1, 30, tzinfo=UTC)
    morning = end_of_silence(MutedUntil.MORNING, night, "Europe/Paris")
    assert morning == datetime(2026, 11, 20, 7, 0, tzinfo=UTC)
    assert end_of_silence(MutedUntil.MORNING, morning, "Europe/Paris") == morning + timedelta(
        days=1
    )


def test_who_is_awake_is_on_the_card_once(database, now, raided, alice, bruno):
    end, _ = raided
    for who in (bruno, alice, bruno):
        say_awake(who, 1, database=database, now=end)

    view = show_incident(1, database=database, now=end)
    assert view.awake == (bruno.id, alice.id)
    assert {view.names[one] for one in view.awake} == {"Alice", "Bruno"}


def test_not_a_raid_frees_who_looks_genuine_and_does_not_fire_again(database, now, raided, alice):
    end, memory = raided
    question = ask_incident_act(alice, 1, Act.DISMISS, database=database, now=end)
    done = confirm_proposal(alice, question.proposal_id, database=database, now=end)
    states = [status for status, _ in reply_states(database)]
    assert mode_of(database) is Mode.OPEN
    assert (question.found.replies, question.stays) == (done.released, done.stays)
    assert (states.count("planned"), states.count("held")) == (done.released, done.stays)
    assert done.stays

    polite = [Event(n * 1.2, f"+3361{n:07d}", "sms", "salut", "genuine") for n in range(200)]
    live_through(database, polite, end, memory=memory)
    assert one(database, "SELECT count(*) FROM incidents") == 1


def test_a_dismissal_by_mistake_is_taken_back_with_its_guard(database, now, raided, alice):
    end, memory = raided
    before = reply_states(database)
    question = ask_incident_act(alice, 1, Act.DISMISS, database=database, now=end)
    done = confirm_proposal(alice, question.proposal_id, database=database, now=end)
    undo_act(alice, done.audit_id, database=database, now=end)

    assert mode_of(database) is Mode.GUARDED
    assert reply_states(database) == before
    assert one(database, "SELECT count(*) FROM incidents WHERE closed_at IS NULL") == 1
    assert one(database, "SELECT taught FROM watch") == {}
    with pytest.raises(RefusedError, match="overtaken"):
        undo_act(alice, done.audit_id, database=database, now=end)
    # The watch goes on with it, in whatever process looks next.
    live_through(database, a_raid(seed=3, minutes=3), end, memory=memory)
    assert one(database, "SELECT count(*) FROM incidents") == 1
    assert one(database, "SELECT kind FROM incidents") == "raid"


def test_what_has_grown_since_it_was_asked_is_asked_again(database, now, alice):
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
