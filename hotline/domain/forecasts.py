"""What comes of it if it goes on like this."""

from datetime import datetime, timedelta

# Beyond that nobody knows.
_FAR = timedelta(hours=24)


def budget_ends_at(
    left_micros: int,
    *,
    owed_micros: int,
    since: datetime,
    delay: timedelta,
    now: datetime,
) -> datetime | None:
    """When the money is used up, if replies go on being planned as since then; None: not for a day.

    What is owed now was planned within `delay`, or since `since` if that is shorter, and leaves
    `delay` later.
    """
    if left_micros <= 0:
        return now
    planned_for = min(delay, now - since)
    if owed_micros <= 0 or planned_for <= timedelta(0):
        return None
    lasts = delay + planned_for * ((left_micros - owed_micros) / owed_micros)
    return now + max(lasts, timedelta(0)) if lasts < _FAR else None
