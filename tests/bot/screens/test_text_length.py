"""How long a text is to Telegram."""

import pytest

from bot.screens.text_length import length, shortened


def test_an_emoji_counts_as_two():
    assert length("a🙂é") == 4


@pytest.mark.parametrize(
    ("text", "room", "shown"),
    [
        pytest.param("abc", 3, "abc", id="it fits"),
        pytest.param("abcd", 3, "abc…", id="one too many"),
        pytest.param("ab🙂d", 3, "ab…", id="no emoji is cut in two"),
        pytest.param("", 3, "", id="nothing"),
    ],
)
def test_what_is_too_long_ends_with_an_ellipsis(text, room, shown):
    assert shortened(text, room) == shown
