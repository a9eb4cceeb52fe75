"""A changed copy of a text shares a key with it; common words have no key."""

import pytest

from hotline.domain.detection.text_copies import text_keys


@pytest.mark.parametrize(
    "other",
    [
        "REJOIGNEZ LE RAID SUR LE FORUM, CHAQUE SMS LEUR COUTE 16 CENTIMES",
        "rejoignez le raid sur le forum chaque sms leur coute 16 centimes 4711",
        "Kevin : rejoignez le raid sur le forum, chaque sms leur coûte 16 centimes !!!",
    ],
)
def test_a_copy_with_a_twist_shares_a_key_with_the_text(other):
    text = "Rejoignez le raid sur le forum, chaque SMS leur coûte 16 centimes"

    assert set(text_keys(text)) & set(text_keys(other))


def test_what_everybody_writes_has_no_key():
    assert text_keys("salut ça va ?") == ()
    assert not set(text_keys("salut tu m'as donné ton numéro au bar hier soir")) & set(
        text_keys("salut tu m'as donné ton numéro à la gare samedi dernier")
    )
