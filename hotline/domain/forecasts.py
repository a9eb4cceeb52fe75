"""What comes of it if it goes on like this."""

from datetime import datetime, timedelta

# Beyond that nobody knows.
_FAR = timedelta(hours=24)


def budget_ends_at(
    left_micros: int, *, owed_micros: int, owed_for: timedelta, now: datetime
) -> datetime | None:
    """When the money is used up, if replies go on being planned as lately; None: not for a day.

    What is owed now was planned within `owed_for`, and leaves within it.
    """
    if left_micros <= 0:
        return now
    if owed_micros <= 0 or owed_for <= timedelta(0):
        return None
    lasts = owed_for * (left_micros / owed_micros)
    return now + lasts if lasts < _FAR else None
