"""Every statement that moves replies is held to the one table of moves."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from hotline.domain.consents import Consent, Effect
from hotline.domain.reasons import Reason
from hotline.domain.replies import STEPS, Move, ReplyStatus, can_move
from hotline.store.blocks import restore_dropped
from hotline.store.held_replies import (
    hold_planned_since,
    hold_replies,
    keep_replies,
    release_by_id,
    release_replies,
    waiting_replies,
)
from hotline.store.owed_replies import (
    drop_backlog,
    drop_expired,
    drop_held,
    drop_owed_to,
    drop_replies,
    release_held,
)
from hotline.store.replies import change_reply, change_status, give_up_stale_sends
from tests.support.inbounds import a_text, one, receive

HOUR = timedelta(hours=1)
TWO = Consent(frozenset(Effect))
# Each statement, by the move that it makes; `at` is after the reply's time.
STATEMENTS = {
    "hold_planned_since": (Move.HOLD, lambda c, at: hold_planned_since(c, at - 9 * HOUR, at)),
    "hold_replies": (Move.HOLD, lambda c, at: hold_replies(c, [1], Reason.DRAIN, at)),
    "drop_owed_to": (Move.DROP, lambda c, at: drop_owed_to(c, [1], Reason.BLOCKED, at)),
    "drop_replies": (Move.DROP, lambda c, at: drop_replies(c, [1], Reason.DROPPED_IN_RAID, at)),
    "drop_backlog": (Move.DROP, lambda c, at: drop_backlog(c, Reason.DROPPED_ON_RESUME, at)),
    "drop_expired": (Move.DROP, lambda c, at: drop_expired(c, at + 99 * HOUR)),
    "drop_held": (Move.DROP_HELD, lambda c, at: drop_held(c, [1], Reason.DROPPED_IN_RAID, at)),
    "release_held": (Move.RELEASE, lambda c, at: release_held(c, [Reason.RAID], at, consent=TWO)),
    "release_replies": (Move.RELEASE, lambda c, at: release_replies(c, [1], at, consent=TWO)),
    "let_go": (Move.RELEASE, lambda c, at: release_by_id(c, [1], at, consent=TWO)),
    "keep_replies": (
        Move.KEEP, lambda c, at: keep_replies(c, waiting_replies(c, 9), at, consent=TWO),
    ),
    "restore_dropped": (Move.RESTORE, lambda c, at: restore_dropped(c, [1], Reason.RAID, at)),
    "give_up_stale_sends": (
        Move.GIVE_UP, lambda c, at: give_up_stale_sends(c, at, older_than=timedelta(0)),
    ),
}  # fmt: skip


@pytest.fixture
def reply(database, alice, now):
    """One reply, held or dropped for a raid where it is; its status is set by hand."""
    receive(database, a_text(now))

    def put(status):
        with database.transaction() as connection:
            statement = text("UPDATE replies SET status = :status, reason = 'raid'")
            connection.execute(statement, {"status": status})

    return put


@pytest.mark.parametrize("name", STATEMENTS)
def test_a_statement_moves_what_its_row_says_and_nothing_else(database, reply, now, name):
    move, statement = STATEMENTS[name]
    for status in ReplyStatus:
        reply(status)
        with database.transaction() as connection:
            statement(connection, now + 2 * HOUR)
        after = ReplyStatus(one(database, "SELECT status FROM replies"))
        if status in STEPS[move].sources:
            assert after in STEPS[move].targets, (status, after)
        else:
            assert after is status


def test_who_took_part_in_an_incident_is_restored_as_held(database, reply, now):
    reply(ReplyStatus.DROPPED)
    with database.transaction() as connection:
        connection.execute(
            text(
                "INSERT INTO incidents (kind, opened_at, onset_at, alarm, evidence, raid_chance,"
                " kinds, usual_per_minute, last_alarm_at, weighed_at, told_loudly) VALUES"
                " ('raid', :now, :now, '{}', '[]', 1, '[]', 1, :now, :now, '[]')"
            ),
            {"now": now},
        )
        connection.execute(
            text(
                "INSERT INTO incident_senders (incident_id, sender_id, texts, calls, first_at,"
                " last_at) VALUES (1, 1, 1, 0, :now, :now)"
            ),
            {"now": now},
        )
        restore_dropped(connection, [1], Reason.RAID, now)

    assert one(database, "SELECT status FROM replies") == ReplyStatus.HELD


def test_every_move_of_many_is_a_move_of_one():
    """What a statement may do is in the table of single moves; what stays where it is, is none."""
    for move, step in STEPS.items():
        for source in step.sources:
            for target in step.targets:
                assert source is target or can_move(source, target), (move, source, target)


def test_every_move_has_a_statement():
    assert {move for move, _ in STATEMENTS.values()} == set(Move) == set(STEPS)


def test_one_reply_is_not_moved_where_there_is_no_move(database, reply, now):
    reply(ReplyStatus.DELIVERED)
    back = (ReplyStatus.DELIVERED, ReplyStatus.PLANNED)
    with database.transaction() as connection:
        with pytest.raises(ValueError, match="no reply moves"):
            change_status(connection, 1, now, move=back)
        with pytest.raises(ValueError, match="a status is moved"):
            change_reply(connection, 1, now, status=ReplyStatus.PLANNED)

    assert one(database, "SELECT status FROM replies") == ReplyStatus.DELIVERED
