"""A chart as plain data: what a picture shows, before anything is drawn.

Places on the horizontal axis are shares of its width, 0 to 1; heights are values.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.pictures.palette import INK, Colour, Look


class Shape(StrEnum):
    """How something is drawn, and shown in the legend."""

    BLOCK = "block"
    DASHES = "dashes"
    MARK = "mark"


@dataclass(frozen=True)
class Key:
    """One entry of the legend."""

    label: str
    look: Look
    shape: Shape = Shape.BLOCK


@dataclass(frozen=True)
class Part:
    """One piece of a bar, from one value to another."""

    look: Look
    low: float
    high: float


@dataclass(frozen=True)
class Bar:
    """A bar of pieces on one another. `label`: written above it."""

    begins: float
    ends: float
    parts: tuple[Part, ...]
    label: str = ""


@dataclass(frozen=True)
class Shade:
    """A time that is shaded behind the bars, with its label above it."""

    begins: float
    ends: float
    look: Look
    label: str


@dataclass(frozen=True)
class Line:
    """A dashed line at a value, as long as what it is about."""

    begins: float
    ends: float
    value: float
    look: Look


@dataclass(frozen=True)
class Tick:
    """A label at an axis: at a share of the width, or at a value. `is_strong`: it stands out."""

    at: float
    label: str
    is_strong: bool = False


@dataclass(frozen=True)
class Chart:
    """Everything that a picture shows.

    `accent`: the colour beside the title, which says in words what it stands for. `low`, `high`:
    the values at the lower and the upper edge. `marks`: places of acts, under the axis. `strong`:
    where an upright line stands; None: nowhere.
    """

    title: str
    accent: Colour
    legend: Sequence[Key]
    bars: Sequence[Bar]
    x_ticks: Sequence[Tick]
    y_ticks: Sequence[Tick]
    high: float
    low: float = 0.0
    shades: Sequence[Shade] = ()
    lines: Sequence[Line] = ()
    marks: Sequence[float] = ()
    upright: float | None = None
    ink: Colour = INK
