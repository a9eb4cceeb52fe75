"""A process beside the replay's own, with a pipe to it."""

import multiprocessing
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection
from typing import Any, Concatenate, ParamSpec

P = ParamSpec("P")


@contextmanager
def child_process(
    work: "Callable[Concatenate[Connection[Any, Any], P], None]", *args: P.args, **kwargs: P.kwargs
) -> Iterator["Connection[Any, Any]"]:
    """Runs `work(pipe, …)` until the block ends, however it ends; our end of the pipe."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=work, args=(theirs, *args), kwargs=kwargs, daemon=True)
    process.start()
    # Ours alone is open here: should it die, we are told so instead of waiting.
    theirs.close()
    try:
        yield ours
    finally:
        process.terminate()
        process.join()


def asked(pipe: "Connection[Any, Any]") -> Iterator[Any]:
    """What comes through the pipe, until nobody is at its other end."""
    with suppress(EOFError):
        while True:
            yield pipe.recv()
