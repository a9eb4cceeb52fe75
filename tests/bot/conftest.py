"""The bot polling, and two phones in the hands of its owners."""

from collections.abc import Iterator

import pytest

from tests.support.bots import Hand, running_bot
from tests.support.cast import ALICE, BRUNO


@pytest.fixture
def bot(hotline, chat_url, alice, bruno) -> Iterator[None]:
    with running_bot(hotline, chat_url):
        yield


@pytest.fixture
def hand(bot, chat) -> Hand:
    """Alice's phone; the bot is started."""
    hand = Hand(chat, ALICE)
    hand.say("/start")
    return hand


@pytest.fixture
def other(bot, chat) -> Hand:
    """Bruno's phone, in French; the bot is started."""
    hand = Hand(chat, BRUNO)
    hand.say("/start")
    return hand
