"""One sender: each of the newest texts and calls, with its reply or the reason against one."""

from datetime import timedelta

from hotline.domain.replies import ReplyStatus
from hotline.store.settings import change_settings
from hotline.usecases.senders.block_sender import block_sender
from hotline.usecases.senders.show_sender import show_sender
from tests.support.cast import HIM
from tests.support.inbounds import a_call, a_text, receive

AMERICAN = "+12025550123"


def shown(database, now, target="#1"):
    found = show_sender(target, database=database, now=now).inbounds
    return [(one.kind, one.reason, one.reply and one.reply.status) for one in found]


def test_each_text_and_call_has_its_reply_or_its_reason(database, alice, now):
    receive(database, a_text(now))
    receive(database, a_call(now + timedelta(minutes=1)))
    block_sender(alice, "#1", database=database, now=now + timedelta(minutes=2))
    receive(database, a_text(now + timedelta(minutes=3)))

    assert shown(database, now) == [
        ("sms", "blocked", None), ("call", "already_answered", None), ("sms", None, "dropped"),
    ]  # fmt: skip


def test_the_one_reply_that_they_had_is_known(database, now):
    receive(database, a_text(now))
    receive(database, a_text(now + timedelta(minutes=1)))
    with database.transaction() as connection:
        change_settings(connection, repeat_after_days=30)

    again, first = show_sender("#1", database=database, now=now).inbounds

    assert (again.earlier_at, again.earlier_status) == (now, ReplyStatus.PLANNED)
    assert (first.earlier_at, first.reply.inbound_id) == (None, first.id)
    assert show_sender("#1", database=database, now=now).repeat_after == timedelta(days=30)


def test_of_two_replies_each_text_knows_the_one_before_it(database, now):
    with database.transaction() as connection:
        change_settings(connection, repeat_after_days=1)
    moments = [now + timedelta(hours=hours) for hours in (0, 1, 25, 26)]
    for moment in moments:
        receive(database, a_text(moment))

    found = show_sender("#1", database=database, now=now).inbounds

    assert [one.earlier_at for one in found] == [moments[2], moments[0], moments[0], None]


def test_a_foreign_number_and_only_the_newest_five(database, now):
    for minutes in range(7):
        receive(database, a_text(now + timedelta(minutes=minutes), AMERICAN))
    receive(database, a_text(now, HIM))

    assert shown(database, now) == [("sms", "country", None)] * 5
    assert shown(database, now, "#2") == [("sms", None, "planned")]
