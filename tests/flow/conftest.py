"""Each flow has a world of its own, since it is going to break it."""

from collections.abc import Iterator

import pytest

from tests.support.processes import World, world


@pytest.fixture
def hot(phone, phone_url, chat, chat_url) -> Iterator[World]:
    with world(phone, phone_url, chat, chat_url) as found:
        yield found
