"""What the pictures share: their size, and a lock, so that one is drawn at a time."""

import asyncio
import io
import logging
from collections.abc import Callable
from threading import Lock
from typing import TYPE_CHECKING, ParamSpec

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

P = ParamSpec("P")

log = logging.getLogger(__name__)

INK = "#30343b"
_SIZE_INCHES = (8.0, 4.2)
_DOTS_PER_INCH = 125
# matplotlib is not thread-safe, and pictures are rare.
one_at_a_time = Lock()


def new_axes() -> "tuple[Figure, Axes]":
    """An empty picture of 1000 by 525 pixels."""
    # Imported here: it takes longer than the start of everything else.
    from matplotlib.backends.backend_agg import FigureCanvasAgg  # noqa: PLC0415
    from matplotlib.figure import Figure  # noqa: PLC0415

    figure = Figure(figsize=_SIZE_INCHES, dpi=_DOTS_PER_INCH, layout="constrained")
    FigureCanvasAgg(figure)
    return figure, figure.add_subplot()


def as_png(figure: "Figure") -> bytes:
    """The picture as a PNG file."""
    out = io.BytesIO()
    figure.savefig(out, format="png")
    return out.getvalue()


async def drawn(draw: Callable[P, bytes], *args: P.args, **kwargs: P.kwargs) -> bytes | None:
    """The picture, drawn in a thread. None if that fails: the figures are what matters."""
    try:
        return await asyncio.to_thread(draw, *args, **kwargs)
    except Exception:
        log.exception("the picture was not drawn")
        return None
