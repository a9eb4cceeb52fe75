"""Each flow has a world of its own, since it is going to break it."""

from collections.abc import Iterator

import pytest

from hotline.usecases.checkups.verify_store import verify_store
from hotline.wiring import utc_now
from tests.support.processes import World, world


@pytest.fixture
def hot(phone, phone_url, chat, chat_url) -> Iterator[World]:
    """At the end, whatever was broken on the way, all that is stored is as it must be."""
    with world(phone, phone_url, chat, chat_url) as found:
        yield found
        # The pool may hold connections to a server that was restarted.
        found.database.engine.dispose()
        database = found.verifier or found.database
        verified = verify_store(is_deep=True, database=database, now=utc_now())
        assert verified.is_fine, verified
