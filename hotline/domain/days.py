"""The hotline's days: a budget's day begins at midnight in the team's time zone."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo


def day_of(moment: datetime, timezone: str) -> date:
    """The day that `moment` (timezone-aware) falls in, in the team's time zone."""
    return moment.astimezone(ZoneInfo(timezone)).date()


def next_hour(hour: int, now: datetime, timezone: str) -> datetime:
    """When it is next `hour` o'clock in the team's time zone."""
    local = now.astimezone(ZoneInfo(timezone))
    found = local.replace(hour=hour, minute=0, second=0, microsecond=0)
    return (found if found > local else found + timedelta(days=1)).astimezone(now.tzinfo)


def is_daily_catch_up_due(last: datetime | None, now: datetime, timezone: str) -> bool:
    """Whether the nightly work is due.

    Once a day between 3:00 and 6:00 in the team's time zone, or at any hour if a night was missed.
    """
    if last is None or now - last > timedelta(hours=30):
        return True
    is_night = 3 <= now.astimezone(ZoneInfo(timezone)).hour < 6
    return is_night and now - last > timedelta(hours=12)
