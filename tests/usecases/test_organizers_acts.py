"""What organizers do: once, told to the others, audited, undone."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from hotline.domain.acts import Act
from hotline.domain.errors import RefusedError, RejectedError
from hotline.domain.modes import Backlog
from hotline.domain.people import Organizer
from hotline.domain.roles import Role
from hotline.usecases.mode.ask_resume import ask_resume
from hotline.usecases.mode.end_suspension import end_suspension
from hotline.usecases.mode.resume import resume
from hotline.usecases.mode.suspend import suspend
from hotline.usecases.proposals.undo_act import undo_act
from hotline.usecases.reply_texts.confirm_draft import confirm_draft, discard_draft
from hotline.usecases.reply_texts.draft_reply_text import draft_reply_text, respell_draft
from hotline.usecases.reply_texts.show_reply_text import show_reply_text
from hotline.usecases.reports.show_status import show_status
from hotline.usecases.senders.block_sender import block_sender
from hotline.usecases.senders.list_senders import list_senders
from hotline.usecases.senders.unblock_sender import unblock_sender
from hotline.usecases.setup.change_delay import change_delay
from hotline.usecases.team.change_organizer_language import change_organizer_language
from tests.support.cast import HIM, RAIDER
from tests.support.inbounds import a_text, one, receive, reply_states, rows


def audited(database):
    return [verb for (verb,) in rows(database, "SELECT verb FROM audit_entries ORDER BY id")]


def told(database):
    """[(who was told, of what)]"""
    return rows(database, "SELECT organizer_id, kind FROM notices ORDER BY id")


def refused(code, act, *arguments, **named):
    with pytest.raises(RefusedError) as raised:
        act(*arguments, **named)
    assert raised.value.code == code
    return raised.value.facts


def test_suspending_is_audited_and_told_to_the_others_only(database, alice, bruno, now):
    suspend(alice, database=database, now=now)

    assert audited(database) == ["suspend"]
    assert told(database) == [(bruno.id, "act.suspend")]
    assert show_status(database=database, now=now).settings.mode == "suspended"


def test_suspending_twice_says_who_was_faster(database, alice, bruno, now):
    suspend(alice, database=database, now=now)

    facts = refused("already_suspended", suspend, bruno, database=database, now=now)

    assert facts == {"organizer_id": alice.id, "at": now}
    assert audited(database) == ["suspend"]


def test_a_timed_suspension_ends_by_itself_once(database, alice, now):
    suspend(alice, database=database, now=now, lasting=timedelta(hours=2))

    assert not end_suspension(database=database, now=now + timedelta(minutes=119))
    assert end_suspension(database=database, now=now + timedelta(hours=2))
    assert not end_suspension(database=database, now=now + timedelta(hours=2))
    assert rows(database, "SELECT verb, organizer_id FROM audit_entries") == [
        ("suspend", alice.id), ("resume", None),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("backlog", "state"),
    [(Backlog.KEEP, ("planned", None)), (Backlog.DROP, ("dropped", "dropped_on_resume"))],
)
def test_resuming_decides_about_what_waits(database, alice, now, backlog, state):
    receive(database, a_text(now))
    suspend(alice, database=database, now=now)
    question = ask_resume(alice, database=database, now=now)
    assert (question.backlog.replies, question.backlog.micros) == (1, 80_000)

    resume(alice, backlog, mode_version=question.mode_version, database=database, now=now)

    assert reply_states(database) == [state]


def test_keeping_the_backlog_also_plans_again_what_the_budget_held(database, alice, now):
    receive(database, a_text(now))
    with database.transaction() as connection:
        connection.execute(text("UPDATE replies SET status = 'held', reason = 'budget'"))
    suspend(alice, database=database, now=now)
    version = ask_resume(alice, database=database, now=now).mode_version
    resume(alice, Backlog.KEEP, mode_version=version, database=database, now=now)

    assert reply_states(database) == [("planned", None)]


def test_a_late_tap_does_not_resume_another_suspension(database, alice, bruno, now):
    suspend(alice, database=database, now=now)
    old = ask_resume(alice, database=database, now=now).mode_version
    resume(bruno, Backlog.KEEP, mode_version=old, database=database, now=now)
    suspend(bruno, database=database, now=now)

    refused("overtaken", resume, alice, Backlog.DROP, mode_version=old, database=database, now=now)


def test_blocking_drops_what_is_owed_and_says_what_it_saved(database, alice, bruno, now):
    receive(database, a_text(now))

    blocked = block_sender(alice, "#1", database=database, now=now)

    assert (blocked.dropped, blocked.saved_micros) == (1, 80_000)
    assert reply_states(database) == [("dropped", "blocked")]
    assert told(database) == [(bruno.id, "act.block")]
    refused("already_blocked", block_sender, bruno, HIM, database=database, now=now)


@pytest.mark.parametrize(
    "target", ["#1", "1", HIM, "+33 6 12 34 56 78", "0033612345678", "+33(0)612345678", "06.."]
)
def test_a_sender_is_named_by_handle_or_number(database, alice, now, target):
    receive(database, a_text(now))
    if target == "06..":
        for dialled in ("0612345678", "06123456", "+33", "bob"):
            with pytest.raises(RejectedError):
                block_sender(alice, dialled, database=database, now=now)
    else:
        assert block_sender(alice, target, database=database, now=now).sender.id == 1


def test_a_number_that_never_reached_us_can_be_blocked_in_advance(database, alice, now):
    block_sender(alice, RAIDER, database=database, now=now)
    receive(database, a_text(now, RAIDER))

    assert reply_states(database) == []
    assert one(database, "SELECT reason FROM inbounds") == "blocked"


def test_a_handle_that_is_nobodys_is_refused(database, alice, now):
    refused("no_such_sender", block_sender, alice, "#412", database=database, now=now)
    refused("no_such_sender", unblock_sender, alice, RAIDER, database=database, now=now)


def test_unblocking_plans_again_what_still_makes_sense(database, alice, now):
    receive(database, a_text(now))
    block_sender(alice, "#1", database=database, now=now)

    assert unblock_sender(alice, "#1", database=database, now=now).restored == 1
    assert reply_states(database) == [("planned", None)]

    block_sender(alice, "#1", database=database, now=now)
    late = now + timedelta(hours=25)
    assert unblock_sender(alice, "#1", database=database, now=late).restored == 0
    refused("not_blocked", unblock_sender, alice, "#1", database=database, now=late)


def test_senders_are_listed_masked_the_latest_first(database, now):
    receive(database, a_text(now), a_text(now + timedelta(seconds=1), RAIDER))

    found = list_senders(database=database)

    assert [(sender.id, sender.masked) for sender in found] == [
        (2, "+33 6•• ••• •32"), (1, "+33 6•• ••• •78"),
    ]  # fmt: skip
    assert HIM not in repr(found)


def test_a_new_delay_counts_for_new_replies_only(database, alice, now):
    receive(database, a_text(now))
    change_delay(alice, 600, database=database, now=now)
    receive(database, a_text(now, RAIDER))

    dues = rows(database, "SELECT due_at FROM replies ORDER BY id")
    assert dues == [(now + timedelta(hours=1),), (now + timedelta(minutes=10),)]
    refused("delay_unchanged", change_delay, alice, 600, database=database, now=now)
    refused("delay_too_long", change_delay, alice, 10**9, database=database, now=now)


def test_a_reply_text_changes_only_when_its_author_confirms(database, alice, bruno, now):
    before = show_reply_text(database=database, now=now).cost.variants[0]
    preview = draft_reply_text(alice, "Un reçu", database=database, now=now)
    assert show_reply_text(database=database, now=now).cost.variants[0] == before

    refused("draft_gone", confirm_draft, bruno, preview.draft_id, database=database, now=now)
    confirm_draft(alice, preview.draft_id, database=database, now=now)

    current = show_reply_text(database=database, now=now)
    assert (current.cost.variants[0], current.version, current.author) == ("Un reçu", 2, "Alice")
    refused("draft_gone", confirm_draft, alice, preview.draft_id, database=database, now=now)


def test_a_draft_that_somebody_overtook_is_refused(database, alice, bruno, now):
    mine = draft_reply_text(alice, "A", database=database, now=now)
    theirs = draft_reply_text(bruno, "B", database=database, now=now)
    confirm_draft(bruno, theirs.draft_id, database=database, now=now)

    facts = refused(
        "text_overtaken", confirm_draft, alice, mine.draft_id, database=database, now=now
    )
    assert facts["organizer_id"] == bruno.id


def test_a_draft_lapses_after_an_hour_and_can_be_discarded(database, alice, now):
    late = draft_reply_text(alice, "A", database=database, now=now)
    gone = draft_reply_text(alice, "B", database=database, now=now)
    discard_draft(alice, gone.draft_id, database=database, now=now)

    for draft in (late, gone):
        moment = now + timedelta(hours=1)
        refused("draft_gone", confirm_draft, alice, draft.draft_id, database=database, now=moment)


def test_a_cheaper_spelling_is_offered_only_where_it_is_cheaper(database, alice, now):
    short = draft_reply_text(alice, "reçu", database=database, now=now)
    long = draft_reply_text(alice, "reçu " * 20, database=database, now=now)

    assert short.plainer is None
    assert (long.cost.size.segments, long.plainer.size.segments) == (2, 1)
    respelt = respell_draft(alice, long.draft_id, database=database, now=now)
    assert respelt.cost.variants[0].startswith("recu recu")
    assert respelt.cost.micros == 80_000


def test_every_undoable_act_can_be_undone(database, alice, now):
    receive(database, a_text(now))
    acts = {
        Act.SUSPEND: suspend(alice, database=database, now=now),
    }
    undo_act(alice, acts[Act.SUSPEND], database=database, now=now)
    block_id = block_sender(alice, "#1", database=database, now=now).audit_id
    undo_act(alice, block_id, database=database, now=now)
    delay_id = change_delay(alice, 60, database=database, now=now)
    undo_act(alice, delay_id, database=database, now=now)
    draft = draft_reply_text(alice, "autre", database=database, now=now)
    text_id = confirm_draft(alice, draft.draft_id, database=database, now=now).audit_id
    undo_act(alice, text_id, database=database, now=now)

    status = show_status(database=database, now=now)
    assert status.settings.mode == "open"
    assert status.settings.delay == timedelta(hours=1)
    assert reply_states(database) == [("planned", None)]
    current = show_reply_text(database=database, now=now)
    assert current.cost.variants[0].startswith("Bonjour.")
    assert current.version == 3
    for audit_id in (acts[Act.SUSPEND], block_id, delay_id, text_id):
        with pytest.raises(RefusedError):
            undo_act(alice, audit_id, database=database, now=now)


def test_undoing_a_block_does_not_lift_somebody_elses_later_one(database, alice, bruno, now):
    receive(database, a_text(now))
    first = block_sender(alice, "#1", database=database, now=now).audit_id
    unblock_sender(bruno, "#1", database=database, now=now)
    block_sender(bruno, "#1", database=database, now=now)

    facts = refused("overtaken", undo_act, alice, first, database=database, now=now)

    assert facts["organizer_id"] == bruno.id
    assert reply_states(database) == [("dropped", "blocked")]


def test_undoing_an_unblock_blocks_again(database, alice, now):
    receive(database, a_text(now))
    block_sender(alice, "#1", database=database, now=now)
    unblocked = unblock_sender(alice, "#1", database=database, now=now)

    undo_act(alice, unblocked.audit_id, database=database, now=now)

    assert reply_states(database) == [("dropped", "blocked")]


def test_ten_minutes_later_it_is_too_late_to_undo(database, alice, now):
    audit_id = suspend(alice, database=database, now=now)

    refused(
        "undo_too_late", undo_act, alice, audit_id,
        database=database, now=now + timedelta(minutes=10, seconds=1),
    )  # fmt: skip
    refused("nothing_to_undo", undo_act, alice, 999_999, database=database, now=now)


def test_a_language_is_audited_and_nobodys_business(database, alice, now):
    change_organizer_language(alice, "fr", database=database, now=now)

    assert audited(database) == ["change_language"]
    assert told(database) == []


def test_an_observer_sees_and_does_not_act(database, alice, now):
    receive(database, a_text(now))
    olga = Organizer(alice.id, 7, "Olga", Role.OBSERVER)
    draft = draft_reply_text(alice, "x", database=database, now=now).draft_id
    acts = [
        (suspend, ()), (resume, (Backlog.KEEP,)), (block_sender, ("#1",)),
        (unblock_sender, ("#1",)), (change_delay, (60,)), (draft_reply_text, ("hop",)),
        (confirm_draft, (draft,)), (undo_act, (1,)),
    ]  # fmt: skip
    for act, arguments in acts:
        more = {"mode_version": 0} if act is resume else {}
        refused("not_allowed", act, olga, *arguments, database=database, now=now, **more)

    assert audited(database) == []


def test_status_counts_what_is_owed_held_spent_and_left(database, alice, now):
    receive(database, a_text(now), a_text(now, RAIDER), a_text(now, "+32470123456"))
    with database.transaction() as connection:
        connection.execute(text("UPDATE replies SET status = 'held' WHERE id = 2"))

    status = show_status(database=database, now=now)

    assert (status.planned.replies, status.planned.micros, status.planned.unpriced) == (
        2,
        80_000,
        1,
    )
    assert (status.held.replies, status.held.micros) == (1, 80_000)
    assert status.left_micros == 50_000_000
    assert status.last_inbound_at == now
