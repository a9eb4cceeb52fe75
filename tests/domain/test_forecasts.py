"""A forecast says when the budget ends."""

from datetime import UTC, datetime, timedelta

from hotline.domain.forecasts import budget_ends_at

NOW = datetime(2026, 10, 30, 16, 0, tzinfo=UTC)


def test_the_forecast_says_when_the_money_ends():
    hour = timedelta(hours=1)

    def ends(left, owed, *, began):
        return budget_ends_at(left, owed_micros=owed, since=NOW - began, delay=hour, now=NOW)

    # Steady: as much leaves in an hour as is owed.
    assert ends(10, 5, began=5 * hour) == NOW + 2 * hour
    # In its first ten minutes nothing has left yet, and six times as much is to come.
    assert ends(50, 8, began=hour / 6) == NOW + hour + hour / 6 * (42 / 8)
    assert ends(0, 5, began=hour) == NOW
    assert ends(10, 0, began=hour) is None
    assert ends(1000, 1, began=hour) is None
