"""Figures over a while, the log, and the digest: true, and told once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from hotline.store.settings import change_settings
from hotline.usecases.incidents.watch_traffic import Memory, watch_traffic
from hotline.usecases.mode.suspend import suspend
from hotline.usecases.replies.send_reply import send_reply
from hotline.usecases.reports.show_log import show_log
from hotline.usecases.reports.show_stats import Period, show_stats
from hotline.usecases.reports.tell_digest import tell_digest
from hotline.usecases.senders.block_sender import block_sender
from hotline.usecases.senders.show_sender import show_sender
from hotline.usecases.team.change_alerts import change_alerts
from tests.support.cast import RAIDER
from tests.support.inbounds import a_call, a_text, receive, rows

TUESDAY = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)  # nine in Paris
MONDAY = TUESDAY - timedelta(days=1)


def test_a_day_is_counted_by_kind_fate_reason_and_money(database, gateway, origin, alice, now):
    later = now + timedelta(hours=2)
    receive(database, a_text(now), a_text(now, RAIDER), a_call(now, RAIDER), a_text(now, "36105"))
    send_reply(1, database=database, gateway=gateway, origin=origin, now=now + timedelta(hours=1))
    block_sender(alice, "#2", database=database, now=now)

    stats = show_stats(Period.DAY, database=database, now=later)

    assert (stats.counts.texts, stats.counts.calls, stats.counts.senders) == (3, 1, 3)
    assert stats.counts.replies == {"sent": 1, "dropped": 1}
    assert stats.counts.unanswered == {"already_answered": 1, "short_code": 1}
    assert stats.spent_micros == 80_000


def test_what_is_older_is_not_counted(database, now):
    receive(database, a_text(now - timedelta(hours=25)), a_text(now, RAIDER))

    assert show_stats(Period.DAY, database=database, now=now).counts.texts == 1
    assert show_stats(Period.WEEK, database=database, now=now).counts.texts == 2


def test_every_hour_and_day_has_its_bar_also_where_clocks_are_changed(database, now):
    # In the night to the 25th of October 2026 an hour comes twice in Paris.
    morning = datetime(2026, 10, 25, 10, 30, tzinfo=UTC)
    for hour in (0, 1, 2):
        receive(
            database, a_text(datetime(2026, 10, 25, hour, 10, tzinfo=UTC), f"+3361234567{hour}")
        )
    with database.transaction() as connection:
        change_settings(connection, timezone="Europe/Paris")

    hours = show_stats(Period.DAY, database=database, now=morning).spans
    days = show_stats(Period.WEEK, database=database, now=morning).spans

    assert sum(span.messages for span in hours) == sum(span.messages for span in days) == 3
    assert [s.messages for s in hours if s.messages] == [1, 1, 1]
    assert len(hours) == 25
    assert len(days) == 8
    assert len({span.begins_at for span in hours + days}) == len(hours) + len(days) - 1


def test_a_digest_is_told_once_a_day_at_its_hour_and_not_when_nothing_happened(
    database, alice, bruno
):
    change_alerts(bruno, "digest", "9", database=database, now=TUESDAY)
    assert tell_digest(database=database, now=TUESDAY) == 0
    tomorrow = TUESDAY + timedelta(days=1)
    receive(database, a_text(tomorrow - timedelta(hours=2)))

    assert tell_digest(database=database, now=tomorrow - timedelta(minutes=1)) == 0
    with ThreadPoolExecutor(4) as pool:
        told = list(pool.map(lambda _: tell_digest(database=database, now=tomorrow), range(4)))

    assert sorted(told) == [0, 0, 0, 1]
    assert rows(database, "SELECT organizer_id, kind, is_loud FROM notices") == [
        (bruno.id, "digest", False)
    ]


def test_on_monday_it_is_the_weeks(database, bruno):
    change_alerts(bruno, "digest", "8", database=database, now=MONDAY)
    receive(database, a_text(MONDAY - timedelta(days=4)))
    tell_digest(database=database, now=MONDAY)

    assert rows(database, "SELECT kind, facts->>'texts' FROM notices") == [("weekly", "1")]


def test_the_log_is_everything_of_one_or_about_one(database, alice, bruno, now):
    receive(database, a_text(now), a_text(now, RAIDER))
    block_sender(alice, "#2", database=database, now=now)
    block_sender(bruno, "#1", database=database, now=now)
    suspend(bruno, database=database, now=now)

    def verbs(**which):
        return [(e.verb, e.names.by) for e in show_log(0, database=database, **which).entries]

    assert verbs() == [("suspend", "Bruno"), ("block", "Bruno"), ("block", "Alice")]
    assert verbs(by=alice.id) == [("block", "Alice")]
    assert verbs(on=1) == [("block", "Bruno")]


@pytest.mark.parametrize("page", [0, 5, 2**62])
def test_a_page_that_is_not_there_is_the_last(database, alice, now, page):
    suspend(alice, database=database, now=now)

    found = show_log(page, database=database)
    assert (found.page, found.pages, len(found.entries)) == (0, 1, 1)


def test_threats_are_marked_for_the_file_counted_on_demand_and_told_to_nobody(database, bruno, now):
    receive(
        database,
        a_text(now, RAIDER, body="on sait où tu habites"),
        a_text(now, RAIDER, body="sale truc"),
        a_text(now, RAIDER, body="je vais te tuer"),
        a_text(now, body="salut"),
    )
    for _ in range(2):
        watch_traffic(database=database, memory=Memory(), now=now + timedelta(seconds=50))

    assert rows(database, "SELECT inbound_id FROM threats ORDER BY 1") == [(1,), (3,)]
    assert show_stats(Period.DAY, database=database, now=now).threats == 2
    assert show_sender("#1", database=database, now=now).threats == 2
    assert show_sender("#2", database=database, now=now).threats == 0
    assert "threats" not in show_stats(Period.DAY, database=database, now=now).figures.to_facts()
    assert rows(database, "SELECT kind FROM notices WHERE kind LIKE '%threat%'") == []
