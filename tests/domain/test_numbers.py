"""The parser says what kind of number has reached us."""

import pytest

from hotline.domain.numbers import NumberKind, mask, read_dialled, read_number
from tests.support.cast import HIM, PASTED


@pytest.mark.parametrize(
    ("raw", "kind", "country"),
    [
        ("+33612345678", NumberKind.MOBILE, "FR"),
        ("+33752345678", NumberKind.MOBILE, "FR"),
        ("+32470123456", NumberKind.MOBILE, "BE"),
        ("+12025550123", NumberKind.MOBILE, "US"),  # fixed line or mobile: may be a handset
        ("+33142345678", NumberKind.LANDLINE, "FR"),
        ("+33899701234", NumberKind.OTHER, "FR"),
        ("+33970123456", NumberKind.OTHER, "FR"),
        ("", NumberKind.WITHHELD, None),
        ("anonymous", NumberKind.WITHHELD, None),
        ("Anonymous", NumberKind.WITHHELD, None),
        ("unknown", NumberKind.WITHHELD, None),
        ("+266696687", NumberKind.WITHHELD, None),
        ("+7378742833", NumberKind.WITHHELD, None),
        ("+17378742833", NumberKind.WITHHELD, None),  # valid in Texas, and yet nobody
        ("+86282452253", NumberKind.WITHHELD, None),
        ("+8656696", NumberKind.WITHHELD, None),
        ("+2562533", NumberKind.WITHHELD, None),
        ("36000", NumberKind.SHORT_CODE, None),
        ("222", NumberKind.SHORT_CODE, None),
        ("INFO-SMS", NumberKind.LETTERS, None),
        ("whatsapp:+33612345678", NumberKind.LETTERS, None),
        ("Météo", NumberKind.LETTERS, None),
        ("0612345678", NumberKind.INVALID, None),
        ("+3361234567", NumberKind.INVALID, None),
        ("+33 6 12 34 56 78", NumberKind.INVALID, None),
        ("+٣٣٦١٢٣٤٥٦٧٨", NumberKind.INVALID, None),
        ("+", NumberKind.INVALID, None),
    ],
)
def test_a_number_is_read_for_what_it_is(raw, kind, country):
    found = read_number(raw)

    assert (found.kind, found.country) == (kind, country)


def test_a_masked_number_can_be_recognised_and_not_called():
    assert mask("+33612345678") == "+33 6•• ••• •78"
    assert mask("36000") == "36000"
    assert mask("Robert") == "•••"


def test_a_number_does_not_show_in_its_repr():
    assert "612345678" not in repr(read_number("+33612345678"))


@pytest.mark.parametrize("pasted", PASTED)
def test_a_number_is_read_as_a_person_reads_it(pasted):
    assert read_dialled(pasted, region="FR").canonical == HIM


@pytest.mark.parametrize("text", ["", "bob", "+", "\u200b", "tel:"])
def test_what_is_no_number_stays_as_it_is(text):
    assert read_dialled(text, region="FR").canonical == text
