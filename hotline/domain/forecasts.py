"""Forecasts: when the money ends if the traffic goes on as it is."""

from datetime import datetime, timedelta

# No forecast beyond this.
_FAR = timedelta(hours=24)


def budget_ends_at(
    left_micros: int,
    *,
    owed_micros: int,
    since: datetime,
    delay: timedelta,
    now: datetime,
) -> datetime | None:
    """When the money is used up if replies are planned at the pace since `since`.

    None: not within a day. What is owed now was planned within the last `delay`, or since `since`
    if that is shorter, and is sent `delay` later. Amounts in micros.
    """
    if left_micros <= 0:
        return now
    planned_for = min(delay, now - since)
    if owed_micros <= 0 or planned_for <= timedelta(0):
        return None
    lasts = delay + planned_for * ((left_micros - owed_micros) / owed_micros)
    return now + max(lasts, timedelta(0)) if lasts < _FAR else None
