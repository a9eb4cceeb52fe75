"""One person, one number: however it is written, in every region of the world."""

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st
from phonenumbers import PhoneNumberType

from hotline.domain.eligibility import Rules, why_unreachable
from hotline.domain.modes import Mode
from hotline.domain.numbers import NumberKind, main_region, read_dialled, read_number

_KINDS = (PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE, PhoneNumberType.VOIP)
_EXAMPLES = {
    region: [
        found
        for kind in _KINDS
        if (found := phonenumbers.example_number_for_type(region, kind)) is not None
    ]
    for region in sorted(phonenumbers.SUPPORTED_REGIONS)
}


def written(number, prefix=""):
    return f"+{number.country_code}{prefix}{phonenumbers.national_significant_number(number)}"


@pytest.mark.parametrize("region", [one for one, found in _EXAMPLES.items() if found])
def test_a_number_is_one_whatever_trunk_digits_it_is_written_with(region):
    for example in _EXAMPLES[region]:
        found = read_number(written(example))
        trunk = phonenumbers.PhoneMetadata.metadata_for_region(region).national_prefix or "0"
        for prefix in (trunk, "0", "8", "1", "00"):
            other = read_number(written(example, prefix))
            # Either it is no number, or another person's, or the same in each part.
            same = phonenumbers.parse(written(example, prefix)) == example
            assert (other == found) is same or other.kind is NumberKind.INVALID


@given(
    region=st.sampled_from([one for one, found in _EXAMPLES.items() if found]),
    which=st.integers(0, 9),
    prefix=st.sampled_from(["", "0", "00", "8", "1", "44", "9"]),
)
def test_reading_what_was_read_gives_it_again(region, which, prefix):
    example = _EXAMPLES[region][which % len(_EXAMPLES[region])]
    found = read_number(written(example, prefix))

    assert read_number(found.canonical) == found


@given(digits=st.text("0123456789", min_size=4, max_size=16))
def test_any_digits_read_twice_are_one_person(digits):
    found = read_number(f"+{digits}")

    assert read_number(found.canonical) == found


@pytest.mark.parametrize("region", [one for one, found in _EXAMPLES.items() if found])
def test_a_country_that_is_allowed_is_reached_also_where_it_shares_its_numbering(region):
    example = phonenumbers.example_number_for_type(region, PhoneNumberType.MOBILE)
    if example is None:
        return
    found = read_number(written(example))

    assert why_unreachable(found, Rules(Mode.OPEN, set(), {region})) is None
    assert why_unreachable(found, Rules(Mode.OPEN, set(), {"AQ"})) is not None
    assert found.country == main_region(region)


@pytest.mark.parametrize(
    ("typed", "region"),
    [("0690 00 12 34", "GP"), ("+590 (0)690 00 12 34", "FR"), ("00590690001234", "FR")],
)
def test_a_number_is_dialled_in_several_ways(typed, region):
    assert read_dialled(typed.replace("00590", "+590"), region=region) == read_number(
        "+590690001234"
    )
