"""The picture of an incident: what came by the minute, what became of it, when it was guarded."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from math import ceil
from zoneinfo import ZoneInfo

from babel.dates import format_time

from bot.pictures.axis import number, values_at
from bot.pictures.chart import Bar, Chart, Key, Line, Part, Shade, Shape, Tick
from bot.pictures.palette import (
    AMBER,
    BLUE,
    DUSK,
    GREY,
    INK,
    PALE_INK,
    RED,
    SHADOW,
    Colour,
    Look,
)
from bot.pictures.render import render
from hotline.domain.modes import Mode
from hotline.usecases.incidents.show_traffic import ShownMinute, Traffic, TrafficState
from hotline.words import Words

ANSWERED, HELD, UNANSWERED = BLUE, AMBER, GREY
SHADES = {Mode.GUARDED: SHADOW, Mode.SUSPENDED: DUSK}
_USUAL, _ACT = Look(INK), Look(INK)
_DANGER = (TrafficState.RAID_UNGUARDED,)
_CALM = (TrafficState.DISMISSED, *(one for one in TrafficState if one.startswith("over_")))

_MOST_BARS, _MOST_TIMES, _MOST_MARKS = 60, 4, 8
_MARKS_APART = 0.04
_MINUTES_OF_A_BAR = (1, 2, 5, 10, 15)
_MINUTES_OF_A_TICK = (1, 2, 5, 10, 15, 30, 60, 120, 240)
# Below this share of the height the usual line would lie on the axis, and say nothing.
_LEAST_SEEN = 0.06


def draw_traffic(traffic: Traffic, words: Words) -> bytes:
    """A PNG of 1020 by 642 pixels, about 25 kB."""
    return render(traffic_chart(traffic, words))


def traffic_chart(traffic: Traffic, words: Words) -> Chart:
    """What the picture shows."""
    bars = _bars(traffic.minutes)
    top = max([part.high for bar in bars for part in bar.parts] + [1.0])
    usual = _usual(traffic.minutes, top)
    marks = _marks(traffic)
    return Chart(
        title=words(f"picture.state.{traffic.state}"),
        accent=_accent(traffic.state),
        legend=_legend(words, has_usual=bool(usual), has_marks=bool(marks)),
        bars=bars,
        x_ticks=list(_times(traffic, words)),
        y_ticks=_values(top, words),
        high=top * 1.03,
        shades=_shades(traffic, words),
        lines=usual,
        marks=marks,
        upright=_onset(traffic),
    )


def _accent(state: TrafficState) -> Colour:
    if state in _CALM:
        return PALE_INK
    return RED.colour if state in _DANGER else BLUE.colour


def _legend(words: Words, *, has_usual: bool, has_marks: bool) -> list[Key]:
    keys = [
        Key(words("picture.answered"), ANSWERED),
        Key(words("picture.held"), HELD),
        Key(words("picture.unanswered"), UNANSWERED),
    ]
    if has_usual:
        keys.append(Key(words("picture.usual"), _USUAL, Shape.DASHES))
    if has_marks:
        keys.append(Key(words("picture.team"), _ACT, Shape.MARK))
    return keys


def _bars(minutes: Sequence[ShownMinute]) -> list[Bar]:
    """A bar is one minute, or the mean of several, so that there are sixty at most."""
    count = len(minutes)
    each = next(
        (one for one in _MINUTES_OF_A_BAR if count <= one * _MOST_BARS),
        ceil(count / _MOST_BARS),
    )
    return [_bar(minutes[at : at + each], at, count) for at in range(0, count, each)]


def _bar(minutes: Sequence[ShownMinute], at: int, count: int) -> Bar:
    answered, held, unanswered = (
        sum(counts) / len(minutes)
        for counts in zip(*((m.answered, m.held, m.unanswered) for m in minutes), strict=True)
    )
    parts = (
        Part(ANSWERED, 0, answered),
        Part(HELD, answered, answered + held),
        Part(UNANSWERED, answered + held, answered + held + unanswered),
    )
    return Bar(at / count, (at + 0.9 * len(minutes)) / count, parts)


def _usual(minutes: Sequence[ShownMinute], top: float) -> list[Line]:
    """The most that is usual, if that is high enough to be seen."""
    usual = max((minute.usual for minute in minutes), default=0.0)
    return [Line(0, 1, usual, _USUAL)] if _LEAST_SEEN * top <= usual <= top else []


def _values(top: float, words: Words) -> list[Tick]:
    values = values_at(top, least=1.0)
    labels = [number(value, words) for value in values]
    labels[-1] = words("picture.per_minute", count=labels[-1])
    return [Tick(value, label) for value, label in zip(values, labels, strict=True)]


def _share(traffic: Traffic, moment: datetime) -> float:
    minutes = traffic.minutes
    place = (moment - minutes[0].at) / (timedelta(minutes=1) * len(minutes))
    return min(1.0, max(0.0, place))


def _onset(traffic: Traffic) -> float | None:
    if traffic.onset_at < traffic.minutes[0].at:
        return None
    return _share(traffic, traffic.onset_at)


def _shades(traffic: Traffic, words: Words) -> list[Shade]:
    return [
        Shade(
            _share(traffic, span.begins_at),
            _share(traffic, span.ends_at),
            SHADES[span.mode],
            words(f"picture.mode.{span.mode}"),
        )
        for span in traffic.modes
    ]


def _marks(traffic: Traffic) -> list[float]:
    """Where people acted; acts that are close together are one mark, and only the last few."""
    found: list[float] = []
    for moment in sorted(traffic.team_acts):
        place = _share(traffic, moment)
        if not found or place - found[-1] >= _MARKS_APART:
            found.append(place)
    return found[-_MOST_MARKS:]


def _times(traffic: Traffic, words: Words) -> Iterator[Tick]:
    """The onset, and a few round times."""
    zone = ZoneInfo(traffic.timezone)
    onset = _onset(traffic)
    if onset is not None:
        yield Tick(onset, _time(traffic.onset_at.astimezone(zone), words), is_strong=True)
    count = len(traffic.minutes)
    every = next(
        (one for one in _MINUTES_OF_A_TICK if count <= one * _MOST_TIMES), _MINUTES_OF_A_TICK[-1]
    )
    for minute in traffic.minutes:
        local = minute.at.astimezone(zone)
        if (local.hour * 60 + local.minute) % every == 0:
            yield Tick(_share(traffic, minute.at), _time(local, words))


def _time(local: datetime, words: Words) -> str:
    return format_time(local, "HH:mm", locale=words.language)
