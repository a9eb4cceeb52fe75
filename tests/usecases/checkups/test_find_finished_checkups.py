"""The bot shows a finished check-up, or what the store alone can say."""

from datetime import timedelta

from hotline.checkup_words import Reader, checkup_in_words
from hotline.domain.checkups import Check, Finding, State
from hotline.usecases.checkups.ask_checkup import ask_checkup
from hotline.usecases.checkups.find_finished_checkups import find_finished_checkups, note_shown
from hotline.usecases.checkups.run_checkups import run_checkups
from hotline.wiring import utc_now
from hotline.words import Words


def test_without_a_worker_the_store_alone_answers_and_a_late_answer_is_shown_still(
    healthy, database, alice
):
    ask_checkup(alice, 11, database=database, now=utc_now())

    def later():
        return utc_now() + timedelta(seconds=50)

    (stopgap,) = find_finished_checkups(database=database, clock=later)
    assert stopgap.findings[0].problem == "no_answer"
    note_shown(stopgap.checkup, database=database, now=later())
    assert find_finished_checkups(database=database, clock=later) == []

    run_checkups(healthy, database=database, clock=utc_now)
    (late,) = find_finished_checkups(database=database, clock=later)
    assert all(f.state is State.FINE for f in late.findings)


def test_what_a_newer_program_found_is_left_out(healthy, database, alice):
    from hotline.store.checkups import finish_checkups, waiting_checkups

    ask_checkup(alice, 11, database=database, now=utc_now())
    kept = Finding(Check.TEAM, State.FINE).as_json()
    unheard = Finding(Check.KEY, State.WRONG, "haunted", {"by": "ghosts"}).as_json()
    with database.transaction() as connection:
        ids = waiting_checkups(connection, utc_now())
        finish_checkups(connection, ids, [{**kept, "check": "aura"}, unheard, kept], utc_now())

    (shown,) = find_finished_checkups(database=database, clock=utc_now)
    assert [f.check for f in shown.findings] == [Check.KEY, Check.TEAM]
    assert "the key" in checkup_in_words(shown.findings, Reader.OWNER, Words("en"), now=utc_now())
