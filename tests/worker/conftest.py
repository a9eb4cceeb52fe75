"""An empty queue on real Redis."""

import pytest

from worker.queue import connect, make_queue


@pytest.fixture
def connection(hotline):
    found = connect(hotline)
    found.flushdb()
    yield found
    found.close()


@pytest.fixture
def queue(connection):
    return make_queue(connection)
