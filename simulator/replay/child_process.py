"""A child process of the replay, with a pipe to it."""

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
    """Run `work(pipe, …)` in a child process; our end of the pipe.

    The child is terminated when the block ends, also by an exception.
    """
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=work, args=(theirs, *args), kwargs=kwargs, daemon=True)
    process.start()
    # Only our end stays open here: if the child dies, we get EOFError and do not wait forever.
    theirs.close()
    try:
        yield ours
    finally:
        process.terminate()
        process.join()


def asked(pipe: "Connection[Any, Any]") -> Iterator[Any]:
    """What comes through the pipe, until its other end is closed."""
    with suppress(EOFError):
        while True:
            yield pipe.recv()
