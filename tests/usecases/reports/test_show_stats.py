"""The figures count what came in a day or a week."""

from datetime import UTC, datetime, timedelta

import pytest

from hotline.domain.days import day_of
from hotline.store import statistics
from hotline.store.ledger import add_inbound_cost
from hotline.store.settings import change_settings
from hotline.usecases.incidents.watch_traffic import Memory, watch_traffic
from hotline.usecases.replies.send_reply import send_reply
from hotline.usecases.reports.show_stats import Period, show_stats
from hotline.usecases.senders.block_sender import block_sender
from hotline.usecases.senders.show_sender import show_sender
from tests.support.cast import RAIDER
from tests.support.inbounds import a_call, a_text, receive, rows


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


@pytest.mark.parametrize("rows_of_a_page", [1, 2, 3, 100])
def test_a_period_is_counted_in_pages_and_each_row_once(
    database, gateway, origin, now, monkeypatch, rows_of_a_page
):
    monkeypatch.setattr(statistics, "ROWS_OF_A_PAGE", rows_of_a_page)
    since = now - timedelta(hours=24)
    receive(database, a_text(since - timedelta(microseconds=1), "+33611112220"))
    for hour in range(5):
        # Two at the same moment, the first at the very beginning.
        at = since + hour * timedelta(hours=5)
        receive(database, a_text(at, f"+3361111222{hour}"), a_call(at, RAIDER))
    due = since + timedelta(hours=1)
    send_reply(2, database=database, gateway=gateway, origin=origin, now=due)

    stats = show_stats(Period.DAY, database=database, now=now)

    counts = stats.counts
    assert (counts.texts, counts.calls, counts.senders, counts.new_senders) == (5, 5, 6, 5)
    assert counts.unanswered == {"already_answered": 5}
    assert counts.replies == {"sent": 1, "planned": 4}
    assert [span.messages for span in stats.spans if span.messages] == [2] * 5


def test_what_was_spent_is_read_from_the_first_days_entries_and_the_later_days_figures(
    database, now
):
    def cost(at, micros):
        with database.transaction() as connection:
            add_inbound_cost(connection, day_of(at, "Europe/Paris"), at, micros=micros)

    day, week = timedelta(days=1), timedelta(days=7)
    for at, micros in ((now - week - timedelta(hours=1), 1), (now - week, 10), (now - day, 100)):
        cost(at, micros)
    cost(now, 1_000)

    assert show_stats(Period.WEEK, database=database, now=now).inbound_micros == 1_110
    assert show_stats(Period.DAY, database=database, now=now).inbound_micros == 1_100
