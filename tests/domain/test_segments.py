"""The rules count the segments of a text as Twilio bills them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotline.domain.reply_texts import DEFAULTS
from hotline.domain.segments import Encoding, costly_characters, measure, plain_spelling


@pytest.mark.parametrize(
    ("text", "encoding", "segments"),
    [
        ("a" * 160, Encoding.GSM7, 1),
        ("a" * 161, Encoding.GSM7, 2),
        ("a" * 306, Encoding.GSM7, 2),
        ("a" * 307, Encoding.GSM7, 3),
        ("a" * 1600, Encoding.GSM7, 11),
        ("€" * 80, Encoding.GSM7, 1),
        ("€" * 81, Encoding.GSM7, 2),
        ("a" * 152 + "€" * 5, Encoding.GSM7, 2),  # an escape is never split from its character
        ("à é è ù É Ç ä ö ü ñ", Encoding.GSM7, 1),
        ("reçu" + "a" * 66, Encoding.UCS2, 1),
        ("reçu" + "a" * 67, Encoding.UCS2, 2),
        ("ç" * 1600, Encoding.UCS2, 24),
        ("😀" * 35, Encoding.UCS2, 1),
        ("🇫🇷" * 33, Encoding.UCS2, 3),  # Twilio keeps a flag in one segment: 16 of them in each
        ("👩‍👩‍👧‍👦" * 13, Encoding.UCS2, 3),
        ("", Encoding.GSM7, 1),
    ],
)
def test_a_text_is_billed_as_twilio_bills_it(text, encoding, segments):
    found = measure(text)

    assert (found.encoding, found.segments) == (encoding, segments)


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=400))
def test_segments_never_fall_short_of_plain_packing(text):
    size = measure(text)
    single, part = (160, 153) if size.encoding is Encoding.GSM7 else (70, 67)
    least = 1 if size.units <= single else -(-size.units // part)

    assert size.segments >= least


@given(st.text(max_size=200))
def test_the_plain_spelling_has_no_costly_character_that_could_be_replaced(text):
    left = costly_characters(plain_spelling(text))

    assert [one for one in left if one.suggestion is not None] == []


def test_costly_characters_are_named_one_by_one_with_what_could_stand_instead():
    found = costly_characters("Ça « reçoit » l’œuf 🙂 ça")

    assert [(one.character, one.suggestion) for one in found] == [
        ("«", '"'), ("ç", "c"), ("»", '"'), ("’", "'"), ("œ", "oe"), ("🙂", None),
    ]  # fmt: skip


@pytest.mark.parametrize("text", DEFAULTS.values(), ids=DEFAULTS.keys())
def test_the_first_reply_texts_cost_one_segment(text):
    assert measure(text).segments == 1
    assert measure(text).encoding is Encoding.GSM7
