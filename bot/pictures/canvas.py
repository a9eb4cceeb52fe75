"""What the pictures share: their size, and that one is drawn at a time."""

import io
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

INK = "#30343b"
_SIZE_INCHES = (8.0, 4.2)
_DOTS_PER_INCH = 125
# matplotlib is not made for threads, and pictures are rare.
one_at_a_time = Lock()


def new_axes() -> "tuple[Figure, Axes]":
    """An empty picture of 1000 by 525 dots."""
    # Here, since its import takes longer than the start of everything else.
    from matplotlib.backends.backend_agg import FigureCanvasAgg  # noqa: PLC0415
    from matplotlib.figure import Figure  # noqa: PLC0415

    figure = Figure(figsize=_SIZE_INCHES, dpi=_DOTS_PER_INCH, layout="constrained")
    FigureCanvasAgg(figure)
    return figure, figure.add_subplot()


def as_png(figure: "Figure") -> bytes:
    """The picture's file."""
    out = io.BytesIO()
    figure.savefig(out, format="png")
    return out.getvalue()
