"""The hotline's days: a budget's day begins at midnight where the team lives."""

from datetime import date, datetime
from zoneinfo import ZoneInfo


def day_of(moment: datetime, timezone: str) -> date:
    """The hotline's day that `moment` (aware) falls in."""
    return moment.astimezone(ZoneInfo(timezone)).date()
