"""The channel before an address."""

import pytest

from hotline.domain.addresses import split_address


@pytest.mark.parametrize(
    ("address", "channel", "rest"),
    [
        ("+33612345678", None, "+33612345678"),
        ("rcs:+33612345678", "rcs", "+33612345678"),
        ("whatsapp:+33612345678", "whatsapp", "+33612345678"),
        ("messenger:1234", "messenger", "1234"),
        ("rcs:", "rcs", ""),
        ("rcs:a:b\n", "rcs", "a:b\n"),
        ("Ma Banque: promo", None, "Ma Banque: promo"),
        (":+33612345678", None, ":+33612345678"),
        ("", None, ""),
    ],
)
def test_what_stands_before_the_colon_is_the_channel(address, channel, rest):
    assert split_address(address) == (channel, rest)
