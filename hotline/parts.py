"""Loops over parts: a list, a line, a reply. One that fails does not keep the next ones waiting."""

import logging
from collections.abc import Callable, Iterable
from typing import TypeVar

log = logging.getLogger(__name__)
_P = TypeVar("_P")


def for_each(parts: Iterable[_P], do: Callable[[_P], object], *, what: str) -> None:
    """Do it for every part. Raises what the first failing part raised, once all were tried.

    `what`: names the parts in a log, such as "an errand"; it shows nothing of them. The failures
    after the first are logged by their class.
    """
    first: Exception | None = None
    for part in parts:
        try:
            do(part)
        except Exception as error:  # noqa: BLE001  (raised below)
            if first is not None:
                log.warning("%s failed: %s", what, type(error).__name__)
            first = first or error
    if first is not None:
        raise first
