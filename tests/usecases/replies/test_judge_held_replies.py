"""A held reply leaves when it is due if its sender looks genuine."""

from datetime import timedelta

from hotline.store.settings import change_settings
from hotline.usecases.incidents.watch_traffic import watch_traffic
from hotline.usecases.replies.judge_held_replies import judge_held_replies
from simulator.scenarios.people import Event
from tests.support.afternoons import bring, look_on
from tests.support.inbounds import one, rows

HOUR = timedelta(hours=1)


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


def test_after_the_raid_those_who_look_genuine_still_leave_when_due(database, now, raided):
    end, memory = raided
    with database.transaction() as connection:
        change_settings(connection, guard_hour_micros=0)
    assert judge_held_replies(database=database, now=end + HOUR) == 0
    look_on(database, end, minutes=40, memory=memory)

    assert judge_held_replies(database=database, now=end + HOUR) >= 1
