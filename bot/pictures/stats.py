"""The picture of /stats: texts and calls by hour, day or month."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_time

from bot.pictures.axis import from_first, labelled, number, places, values_at
from bot.pictures.chart import Bar, Chart, Key, Part, Tick
from bot.pictures.drawn import drawn
from bot.pictures.palette import BLUE
from bot.pictures.render import render
from hotline.store.statistics import Span
from hotline.usecases.reports.show_stats import Stats
from hotline.words import Words

RECEIVED = BLUE
# So few bars leave room for their counts.
_FEW = 8


async def picture_of(stats: Stats, words: Words) -> bytes | None:
    """The picture; None if there is nothing to see, or drawing fails."""
    if not any(span.messages for span in stats.spans):
        return None
    return await drawn(draw_stats, stats, words)


def draw_stats(stats: Stats, words: Words) -> bytes:
    """A PNG of 1020 by 642 pixels, about 20 kB."""
    return render(stats_chart(stats, words))


def stats_chart(stats: Stats, words: Words) -> Chart:
    """What the picture shows. It begins with the first bar that is not empty."""
    spans = from_first(stats.spans, lambda span: span.messages > 0) or stats.spans[-1:]
    top = max([span.messages for span in spans] + [1])
    in_all = number(sum(span.messages for span in spans), words)
    return Chart(
        title=words(f"picture.stats.{stats.period}", messages=in_all),
        accent=RECEIVED.colour,
        legend=[Key(words(f"picture.by_{stats.unit}"), RECEIVED)],
        bars=_bars(spans, words),
        x_ticks=_times(spans, stats, words),
        y_ticks=[Tick(value, number(value, words)) for value in values_at(top, least=1.0)],
        high=top * 1.05,
    )


def _bars(spans: Sequence[Span], words: Words) -> list[Bar]:
    return [
        Bar(
            begins,
            ends,
            (Part(RECEIVED, 0, span.messages),),
            number(span.messages, words) if span.messages and len(spans) <= _FEW else "",
        )
        for span, (begins, ends) in zip(spans, places(len(spans)), strict=True)
    ]


def _times(spans: Sequence[Span], stats: Stats, words: Words) -> list[Tick]:
    zone = ZoneInfo(stats.timezone)
    found = []
    for n in labelled(len(spans)):
        local = spans[n].begins_at.astimezone(zone)
        at = sum(places(len(spans))[n]) / 2
        found.append(Tick(at, _label(local, stats.unit, len(spans), words)))
    return found


def _label(local: datetime, unit: str, count: int, words: Words) -> str:
    if unit == "hour":
        return format_time(local, "HH:mm", locale=words.language)
    if unit == "month":
        return format_date(local.date(), "MMM yyyy", locale=words.language)
    pattern = "EEE d" if count <= _FEW else "d MMM"
    return format_date(local.date(), pattern, locale=words.language)
