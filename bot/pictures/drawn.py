"""Draws in a thread. What fails there stops nothing: the figures are what matters."""

import asyncio
import logging
from collections.abc import Callable
from typing import ParamSpec

P = ParamSpec("P")

log = logging.getLogger(__name__)


async def drawn(draw: Callable[P, bytes], *args: P.args, **kwargs: P.kwargs) -> bytes | None:
    """The picture, drawn in a thread; None if that fails."""
    try:
        return await asyncio.to_thread(draw, *args, **kwargs)
    except Exception:
        log.exception("the picture was not drawn")
        return None
