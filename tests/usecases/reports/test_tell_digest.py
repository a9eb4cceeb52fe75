"""The hotline tells a digest once a day at its hour."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

from hotline.usecases.reports.tell_digest import tell_digest
from hotline.usecases.team.change_alerts import change_alerts
from tests.support.inbounds import a_text, receive, rows

TUESDAY = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)  # nine in Paris


MONDAY = TUESDAY - timedelta(days=1)


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
