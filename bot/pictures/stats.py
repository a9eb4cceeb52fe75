"""The picture of /stats: texts and calls by hour, day or month."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_time

from bot.pictures.canvas import INK, as_png, drawn, new_axes, one_at_a_time
from hotline.store.statistics import Span
from hotline.usecases.reports.show_stats import Stats
from hotline.words import Words

_BARS = "#2a6f97"
_LABELS = 12


async def picture_of(stats: Stats, words: Words) -> bytes | None:
    """The picture; None if there is nothing to see, or drawing fails."""
    if not any(span.messages for span in stats.spans):
        return None
    return await drawn(
        draw_stats, stats.spans, unit=stats.unit, timezone=stats.timezone, words=words
    )


def draw_stats(spans: Sequence[Span], *, unit: str, timezone: str, words: Words) -> bytes:
    """A PNG of 1000 by 525 pixels, about 20 kB."""
    # Imported here: it takes longer than the start of everything else.
    from matplotlib.ticker import MaxNLocator  # noqa: PLC0415

    with one_at_a_time:
        figure, axes = new_axes()
        places = range(len(spans))
        axes.bar(list(places), [span.messages for span in spans], color=_BARS, width=0.8)
        every = max(1, -(-len(spans) // _LABELS))
        shown = list(places)[::every]
        labels = [_label(spans[place], unit, timezone, words) for place in shown]
        axes.set_xticks(shown, labels, fontsize=9)
        axes.set_ylim(0, max([span.messages for span in spans], default=0) * 1.1 or 1)
        axes.yaxis.set_major_locator(MaxNLocator(5, integer=True))
        axes.set_title(words(f"picture.by_{unit}"), loc="left", color=INK, fontsize=10)
        axes.spines[["top", "right"]].set_visible(False)
        axes.tick_params(colors=INK)
        return as_png(figure)


def _label(span: Span, unit: str, timezone: str, words: Words) -> str:
    local = span.begins_at.astimezone(ZoneInfo(timezone))
    if unit == "hour":
        return format_time(local, "HH", locale=words.language)
    pattern = "d\nMMM" if unit == "day" else "MMM\nyyyy"
    return format_date(local.date(), pattern, locale=words.language)
