"""The picture of a replay: texts and calls a minute, incidents, and replies that left."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from sqlalchemy import text

from simulator.replay.world import TIMEZONE, World

_COLOURS = {"raid": "#b3261e", "surge": "#e9a23b", "drain": "#7b4f9d"}


def draw_replay(world: World, start: datetime, path: Path) -> None:
    """Save a PNG of 1200 by 450 pixels at `path`; its axis is in hours from `start`."""
    with world.database.transaction() as connection:
        arrived = connection.execute(
            text(
                "SELECT date_bin('2 minutes', received_at, :start) AS at, count(*) / 2.0 AS n"
                " FROM inbounds GROUP BY 1 ORDER BY 1"
            ),
            {"start": start},
        ).all()
        left = connection.execute(
            text(
                "SELECT date_bin('2 minutes', claimed_at, :start) AS at, count(*) / 2.0 AS n"
                " FROM replies WHERE provider_sid IS NOT NULL GROUP BY 1 ORDER BY 1"
            ),
            {"start": start},
        ).all()
        incidents = connection.execute(
            text("SELECT kind, opened_at, closed_at FROM incidents ORDER BY id")
        ).all()
    figure = Figure(figsize=(12, 4.5), dpi=100, layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.add_subplot()
    _spans(axes, incidents, start)
    axes.plot(*_series(arrived, start), color="#30343b", linewidth=0.8, label="texts and calls")
    axes.plot(*_series(left, start), color="#2a6f97", linewidth=0.9, label="replies that left")
    local = start.astimezone(ZoneInfo(TIMEZONE))
    axes.set_xlabel(f"hours from {local:%A %d %B %Y, %H:%M}")
    axes.set_ylabel("a minute")
    axes.spines[["top", "right"]].set_visible(False)
    figure.legend(loc="outside upper left", frameon=False, ncols=5)
    figure.savefig(path, format="png")


def _spans(axes: Any, incidents: Any, start: datetime) -> None:
    named = set()
    for one in incidents:
        until = one.closed_at or one.opened_at + timedelta(hours=1)
        label = None if one.kind in named else one.kind
        named.add(one.kind)
        axes.axvspan(
            _hours(one.opened_at, start),
            _hours(until, start),
            color=_COLOURS[one.kind],
            alpha=0.18,
            linewidth=0,
            label=label,
        )


def _series(rows: Any, start: datetime) -> tuple[list[float], list[float]]:
    """Hours and counts. Minutes without rows are zeros, so no line joins two distant peaks."""
    found = {round(_hours(row.at, start) * 30): float(row.n) for row in rows}
    places = range(max(found, default=0) + 2)
    return [place / 30 for place in places], [found.get(place, 0.0) for place in places]


def _hours(moment: datetime, start: datetime) -> float:
    return (moment - start).total_seconds() / 3600
