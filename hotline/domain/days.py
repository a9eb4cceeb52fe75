"""The hotline's days: a budget's day begins at midnight where the team lives."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo


def day_of(moment: datetime, timezone: str) -> date:
    """The hotline's day that `moment` (aware) falls in."""
    return moment.astimezone(ZoneInfo(timezone)).date()


def is_night_work_due(last: datetime | None, now: datetime, timezone: str) -> bool:
    """Once a day between 3 and 6 where the team lives; at any hour if a night was missed."""
    if last is None or now - last > timedelta(hours=30):
        return True
    is_night = 3 <= now.astimezone(ZoneInfo(timezone)).hour < 6
    return is_night and now - last > timedelta(hours=12)
