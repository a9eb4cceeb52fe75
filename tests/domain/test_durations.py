"""The parser reads a duration as people write it."""

import pytest

from hotline.domain.durations import parse_duration
from hotline.domain.errors import RejectedError


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("10s", 10), ("60m", 3600), ("1h30", 5400), ("45", 2700), ("2d", 172800), ("1 h 15 m", 4500),
     ("2j", 172800), ("1h05m10s", 3910), ("0s", 0), ("90 min", 5400)],
)  # fmt: skip
def test_a_duration_is_read_as_people_write_it(text, seconds):
    assert parse_duration(text) == seconds


@pytest.mark.parametrize("text", ["", "soon", "1x", "-5m", "m", "1m30", "٣m" * 9])
def test_what_is_no_duration_is_rejected(text):
    with pytest.raises(RejectedError):
        parse_duration(text)
