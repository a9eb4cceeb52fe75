"""Draws a chart: a PNG of 1020 by 642 pixels, to be read at a third of that."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from threading import Lock

from bot.pictures.canvas import HEIGHT, TEXT, TITLE, WIDTH, Canvas, fitting, width_of
from bot.pictures.chart import Chart, Key, Shade, Shape, Tick
from bot.pictures.palette import GRID, INK, PALE_INK, Look

_EDGE = 8.0
_LINE = 15.0
_GAP = 4.0
# A font may be used by one thread at a time, and pictures are rare.
_one_at_a_time = Lock()


@dataclass(frozen=True)
class _Plot:
    """Where the bars stand, in points, and the values at its edges."""

    left: float
    top: float
    right: float
    bottom: float
    low: float
    high: float

    def x(self, share: float) -> float:
        return self.left + share * (self.right - self.left)

    def y(self, value: float) -> float:
        span = (self.high - self.low) or 1.0
        return self.bottom - (value - self.low) / span * (self.bottom - self.top)


def render(chart: Chart, *, width: float = WIDTH, height: float = HEIGHT) -> bytes:
    """The chart as a PNG file. Sizes are points, three pixels each. Takes some 20 ms."""
    with _one_at_a_time:
        canvas = Canvas(width, height)
        top = _draw_title(canvas, chart, width)
        top = _draw_legend(canvas, chart.legend, top, width)
        plot = _plot(chart, top, width, height)
        _draw_shades(canvas, chart, plot)
        _draw_grid(canvas, chart, plot)
        _draw_bars(canvas, chart, plot)
        _draw_lines(canvas, chart, plot)
        _draw_x_ticks(canvas, chart, plot)
        return canvas.as_png()


def _draw_title(canvas: Canvas, chart: Chart, width: float) -> float:
    canvas.box(_EDGE, 7, _EDGE + 5, 25, Look(chart.accent))
    left = _EDGE + 10
    size = fitting(chart.title, width - left - _EDGE, size=TITLE, is_bold=True)
    canvas.words(left, 7 + (TITLE - size) / 2, chart.title, size=size, is_bold=True)
    return 29.0


def rows_of(legend: Sequence[Key], width: float) -> list[list[tuple[float, Key]]]:
    """The legend in as many lines as it needs: [[(its left edge, entry), …], …]."""
    rows: list[list[tuple[float, Key]]] = [[]]
    left = _EDGE
    for key in legend:
        length = 14 + width_of(key.label)
        if rows[-1] and left + length > width - _EDGE / 2:
            rows.append([])
            left = _EDGE
        rows[-1].append((left, key))
        left += length + 10
    return rows


def _draw_legend(canvas: Canvas, legend: Sequence[Key], top: float, width: float) -> float:
    for row in rows_of(legend, width):
        for left, key in row:
            middle = top + 7
            if key.shape is Shape.DASHES:
                canvas.dashes(left - 1, left + 12, middle, key.look.colour)
            elif key.shape is Shape.MARK:
                canvas.mark(left + 5, middle - 3, key.look.colour)
            else:
                canvas.box(left, middle - 5, left + 10, middle + 5, key.look)
            canvas.words(left + 14, top, key.label)
        top += _LINE
    return top


def _plot(chart: Chart, top: float, width: float, height: float) -> _Plot:
    left = _EDGE + max((width_of(tick.label) for tick in chart.y_ticks), default=0) + _GAP
    # Above the bars: what the shaded times are, and how much a bar is.
    needs_room = chart.shades or any(bar.label for bar in chart.bars)
    top += _LINE + 2 if needs_room else 8.0
    bottom = height - _LINE - 5 - (8 if chart.marks else 0)
    return _Plot(left, top, width - _EDGE, bottom, chart.low, chart.high)


def _draw_shades(canvas: Canvas, chart: Chart, plot: _Plot) -> None:
    free = plot.left
    for shade in chart.shades:
        begins, ends = plot.x(shade.begins), plot.x(shade.ends)
        canvas.box(begins, plot.top - _LINE, ends, plot.bottom, shade.look)
    for shade in _labelled(chart.shades):
        length = width_of(shade.label)
        left = max(free, min(plot.x(shade.begins) + 2, plot.right - length))
        if left + length <= plot.right + 1:
            canvas.words(left, plot.top - _LINE, shade.label)
            free = left + length + _GAP


def _labelled(shades: Sequence[Shade]) -> list[Shade]:
    """The longest of each label, in their order: one that comes again is known by its colour."""
    longest: dict[str, Shade] = {}
    for one in shades:
        known = longest.get(one.label)
        if known is None or one.ends - one.begins > known.ends - known.begins:
            longest[one.label] = one
    return [one for one in shades if longest[one.label] is one]


def _draw_grid(canvas: Canvas, chart: Chart, plot: _Plot) -> None:
    for tick in chart.y_ticks:
        at = plot.y(tick.at)
        canvas.box(plot.left, at - 0.3, plot.right, at + 0.3, Look(GRID))
        left = plot.left - _GAP - width_of(tick.label)
        canvas.words(left, at - 7, tick.label, colour=PALE_INK)


def _draw_bars(canvas: Canvas, chart: Chart, plot: _Plot) -> None:
    for bar in chart.bars:
        left, right = plot.x(bar.begins), plot.x(bar.ends)
        for part in bar.parts:
            if part.high > part.low:
                canvas.box(left, plot.y(part.high), right, plot.y(part.low), part.look)
        if bar.label:
            highest = max([part.high for part in bar.parts] + [0.0])
            middle = (left + right - width_of(bar.label)) / 2
            canvas.words(middle, plot.y(highest) - 14, bar.label)
    zero = plot.y(0)
    canvas.box(plot.left, zero - 0.4, plot.right, zero + 0.4, Look(INK))


def _draw_lines(canvas: Canvas, chart: Chart, plot: _Plot) -> None:
    for line in chart.lines:
        at = plot.y(line.value)
        canvas.dashes(plot.x(line.begins), plot.x(line.ends), at, line.look.colour)
    if chart.upright is not None:
        at = plot.x(chart.upright)
        canvas.box(at - 0.5, plot.top - 2, at + 0.5, plot.bottom + 4, Look(INK))
    for mark in chart.marks:
        canvas.mark(plot.x(mark), plot.bottom + 2, INK)


def _draw_x_ticks(canvas: Canvas, chart: Chart, plot: _Plot) -> None:
    top = plot.bottom + 4 + (8 if chart.marks else 0)
    for left, tick in _without_collisions(chart.x_ticks, plot):
        canvas.words(left, top, tick.label, is_bold=tick.is_strong)


def _without_collisions(ticks: Sequence[Tick], plot: _Plot) -> Iterator[tuple[float, Tick]]:
    """Where each label begins; those that stand out first, and none over another one."""
    taken: list[tuple[float, float]] = []
    for tick in sorted(ticks, key=lambda one: not one.is_strong):
        length = width_of(tick.label, size=TEXT, is_bold=tick.is_strong)
        left = max(2.0, min(plot.x(tick.at) - length / 2, plot.right + 4 - length))
        if all(left + length + _GAP <= begins or ends + _GAP <= left for begins, ends in taken):
            taken.append((left, left + length))
            yield left, tick
