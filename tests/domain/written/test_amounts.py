"""The parser reads amounts as people write them, and nothing else."""

import pytest

from hotline.domain.errors import RejectedError
from hotline.domain.written.amounts import read_amount, read_percent, split_amount


@pytest.mark.parametrize(
    ("text", "micros"),
    [("50", 50_000_000), ("0.16", 160_000), ("0,16", 160_000), ("1 000,50 €", 1_000_500_000),
     ("1\u202f000", 1_000_000_000), ("12 345 678", 12_345_678_000_000), ("€5", 5_000_000),
     ("20 EUR", 20_000_000), (" 7€ ", 7_000_000)],
)  # fmt: skip
def test_an_amount_is_read(text, micros):
    assert read_amount(text) == micros


@pytest.mark.parametrize(
    ("units", "spellings"),
    [(50, ("50 euros", "50€", "€50", "€ 50", "50 EUR", "50eur", "EUR 50", "50,00", "50.0", "50 €",
           "50 Euros", "$50", "50 francs", "CHF 50")),
     (1000, ("1 000", "1'000", "1’000", "1 000 €", "1 000,00", "1'000.00", "1,000.00", "1.000,00",
             "1000", "1\u00a0000 euros")),
     (50.5, ("50,5", "50.5", "50,50", "50,50 €", "€50.50")),
     (1000.5, ("1 000,50", "1'000.50", "1,000.50", "1.000,50", "1000,5")),
     (1_234_567, ("1,234,567", "1.234.567", "1 234 567", "1'234'567", "1.234.567,00")),
     (0.085, ("0,085", "0.085", "0,0850"))],
)  # fmt: skip
def test_one_amount_has_many_spellings(units, spellings):
    read = {text: read_amount(text) for text in spellings}

    assert read == dict.fromkeys(spellings, round(units * 1_000_000))


@pytest.mark.parametrize(
    ("text", "little", "much"),
    [("1,000", "1", "1000"), ("1.000", "1", "1000"), ("12,500", "12,5", "12500"),
     ("€1,000", "1", "1000"), ("1.234 €", "1.234", "1234"), ("1,000 euros", "1", "1000"),
     ("100.000", "100", "100000")],
)  # fmt: skip
def test_what_is_one_to_some_and_a_thousand_to_others_is_asked_about(text, little, much):
    with pytest.raises(RejectedError, match="unsure_amount") as caught:
        read_amount(text)

    assert (caught.value.facts["little"], caught.value.facts["much"]) == (little, much)


@pytest.mark.parametrize("text", ["1,000 du comité", "1.000: don"])
def test_it_is_asked_about_before_a_note_too(text):
    with pytest.raises(RejectedError, match="unsure_amount"):
        split_amount(text)


@pytest.mark.parametrize(
    "text",
    ["", "lots", "-5", "5e3", "١٢", "1,2,3", "5x", "1 00", "0x10", "50 cagnotte", "1" * 10,
     "1,000,50", "1.000.00", "1 0000", "€", "50k", "50eurosdu", "1,000,5"],
)  # fmt: skip
def test_what_is_no_amount_is_rejected(text):
    with pytest.raises(RejectedError, match="not_an_amount"):
        read_amount(text)


@pytest.mark.parametrize(
    ("text", "rest"),
    [("200 € don de la mairie", "don de la mairie"), ("200 euros du comité", "du comité"),
     ("200€ du comité", "du comité"), ("200, du comité", "du comité"), ("€200 eurêka", "eurêka"),
     ("200 EUR: caisse", "caisse"), ("200 eurêka", "eurêka")],
)  # fmt: skip
def test_what_follows_an_amount_is_kept(text, rest):
    assert split_amount(text) == (200_000_000, rest)


def test_a_note_keeps_its_quotation_marks():
    assert split_amount('1 000 "cagnotte"') == (1_000_000_000, '"cagnotte"')


def test_a_percentage_is_read():
    assert [read_percent(text) for text in ("10", "10%", " 10 % ")] == [10, 10, 10]
    for text in ("ten", "1.5", "-1", "", "%"):
        with pytest.raises(RejectedError, match="not_a_percent"):
            read_percent(text)
