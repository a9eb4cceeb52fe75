"""A day begins at midnight where the team lives, and its long catch-up is due once."""

from datetime import UTC, date, datetime, timedelta

import pytest

from hotline.domain.days import day_of, is_daily_catch_up_due


def test_a_day_begins_at_midnight_where_the_team_lives_summer_and_winter():
    summer = datetime(2026, 7, 1, 22, 30, tzinfo=UTC)
    winter = datetime(2026, 12, 1, 22, 30, tzinfo=UTC)

    assert day_of(summer, "Europe/Paris") == date(2026, 7, 2)
    assert day_of(winter, "Europe/Paris") == date(2026, 12, 1)


@pytest.mark.parametrize(
    ("hour", "hours_since", "is_due"),
    [(3, 24, True), (5, 13, True), (3, 2, False), (14, 24, False), (14, 31, True)],
)
def test_the_nights_work_is_due_once_a_night_where_the_team_lives(hour, hours_since, is_due):
    now = datetime(2026, 10, 30, hour - 1, 30, tzinfo=UTC)  # Paris is an hour ahead

    assert is_daily_catch_up_due(now - timedelta(hours=hours_since), now, "Europe/Paris") is is_due
    assert is_daily_catch_up_due(None, now, "Europe/Paris")
