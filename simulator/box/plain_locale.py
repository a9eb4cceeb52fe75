"""The locale of the PostgreSQL that the box brings along: always there, whatever the system speaks.

In a session whose language is not installed (as after `ssh` from another machine) it would refuse
to make a database.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager

_PLAIN = {"LC_ALL": "C"}


@contextmanager
def plain_locale() -> Iterator[None]:
    """Child processes that are started in the block have the plain locale."""
    before = {name: os.environ.get(name) for name in _PLAIN}
    os.environ |= _PLAIN
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
