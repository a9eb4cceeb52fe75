"""The parser reads amounts as people write them, and nothing else."""

import pytest

from hotline.domain.amounts import read_amount, read_percent, split_amount
from hotline.domain.errors import RejectedError


@pytest.mark.parametrize(
    ("text", "micros"),
    [("50", 50_000_000), ("0.16", 160_000), ("0,16", 160_000), ("1 000,50 €", 1_000_500_000),
     ("1\u202f000", 1_000_000_000), ("12 345 678", 12_345_678_000_000), ("€5", 5_000_000),
     ("20 EUR", 20_000_000), (" 7€ ", 7_000_000)],
)  # fmt: skip
def test_an_amount_is_read(text, micros):
    assert read_amount(text) == micros


@pytest.mark.parametrize(
    "text", ["", "lots", "-5", "5e3", "١٢", "1,2,3", "5x", "1 00", "0x10", "50 cagnotte", "1" * 10]
)
def test_what_is_no_amount_is_rejected(text):
    with pytest.raises(RejectedError, match="not_an_amount"):
        read_amount(text)


def test_what_follows_an_amount_is_kept():
    assert split_amount("200 € don de la mairie") == (200_000_000, "don de la mairie")
    assert split_amount('1 000 "cagnotte"') == (1_000_000_000, '"cagnotte"')


def test_a_percentage_is_read():
    assert [read_percent(text) for text in ("10", "10%", " 10 % ")] == [10, 10, 10]
    for text in ("ten", "1.5", "-1", "", "%"):
        with pytest.raises(RejectedError, match="not_a_percent"):
            read_percent(text)
