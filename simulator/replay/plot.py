"""The picture of a replay: texts and calls a minute, incidents, and replies that left."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import text

from bot.pictures.axis import values_at
from bot.pictures.chart import Bar, Chart, Key, Part, Shade, Tick
from bot.pictures.palette import AMBER, BLUE, DUSK, GREY, INK, RED, Look
from bot.pictures.render import render
from simulator.replay.world import TIMEZONE, World

_SIZE = {"width": 480.0, "height": 200.0}
_LOOKS = {"raid": Look((248, 221, 212)), "surge": Look((250, 236, 205)), "drain": DUSK}
_ACCENTS = {"raid": RED.colour, "surge": AMBER.colour}
_MINUTES = 2
_MOST_TIMES = 8
_COUNTS = """
    SELECT date_bin('2 minutes', {moment}, :start) AS at, count(*) / 2.0 AS n
      FROM {table} GROUP BY 1 ORDER BY 1
"""


def draw_replay(world: World, start: datetime, path: Path) -> None:
    """Save a PNG of 1440 by 600 pixels at `path`; its axis is in hours from `start`."""
    with world.database.transaction() as connection:
        arrived, left = (
            {
                _place(row.at, start): float(row.n)
                for row in connection.execute(
                    text(_COUNTS.format(moment=moment, table=table)), {"start": start}
                )
                if row.at is not None
            }
            for table, moment in (
                ("inbounds", "received_at"),
                ("replies WHERE provider_sid IS NOT NULL", "claimed_at"),
            )
        )
        incidents = connection.execute(
            text("SELECT kind, opened_at, closed_at FROM incidents ORDER BY id")
        ).all()
    path.write_bytes(render(replay_chart(arrived, left, incidents, start), **_SIZE))


def replay_chart(
    arrived: Mapping[int, float],
    left: Mapping[int, float],
    incidents: Sequence[Any],
    start: datetime,
) -> Chart:
    """What the picture shows: what arrived upwards, the replies that left downwards.

    `arrived`, `left`: how many a minute, by the number of two minutes since `start`.
    """
    count = max([*arrived, *left, 0]) + 1
    high, low = max([*arrived.values(), 1.0]), max([*left.values(), 1.0])
    values = values_at(max(high, low), least=1.0)
    shown = [one for one in values if one <= high] + [-one for one in values if one <= low]
    kinds = {one.kind for one in incidents}
    return Chart(
        title=f"A minute, from {start.astimezone(ZoneInfo(TIMEZONE)):%A %d %B %Y, %H:%M}",
        accent=next((_ACCENTS[kind] for kind in _ACCENTS if kind in kinds), INK),
        legend=[Key("texts and calls", GREY), Key("replies that left", BLUE)],
        bars=[
            Bar(
                place / count,
                (place + 1) / count,
                (
                    Part(GREY, 0, arrived.get(place, 0.0)),
                    Part(BLUE, -left.get(place, 0.0), 0),
                ),
            )
            for place in sorted({*arrived, *left})
        ],
        x_ticks=list(_hours(count)),
        y_ticks=[Tick(one, f"{abs(one):g}") for one in sorted(shown)],
        high=high * 1.05,
        low=-low * 1.05,
        shades=list(_shades(incidents, start, count)),
    )


def _shades(incidents: Sequence[Any], start: datetime, count: int) -> Iterator[Shade]:
    for one in incidents:
        until = one.closed_at or one.opened_at + timedelta(hours=1)
        ends = min(1.0, _place(until, start) / count)
        yield Shade(_place(one.opened_at, start) / count, ends, _LOOKS[one.kind], one.kind)


def _hours(count: int) -> Iterator[Tick]:
    hours = count * _MINUTES / 60
    every = next(one for one in (1, 2, 3, 6, 12, 24, 48, hours) if hours / one <= _MOST_TIMES)
    at = 0.0
    while at <= hours:
        yield Tick(at / hours, f"{at:g} h")
        at += every


def _place(moment: datetime, start: datetime) -> int:
    return int((moment - start).total_seconds() // (60 * _MINUTES))
