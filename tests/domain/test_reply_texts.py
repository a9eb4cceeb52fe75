"""The rules clean a reply text, refuse a bad one and draw its variants evenly."""

import pytest

from hotline.domain.errors import RejectedError
from hotline.domain.reply_texts import clean_text, draw_variant, variants_of
from tests.support.refusals import refused


def test_a_reply_text_is_composed_and_rid_of_control_characters():
    assert clean_text("  e\u0301te\u0301\x00\x1b\r\nfin ") == "été\nfin"


@pytest.mark.parametrize(
    ("text", "code"), [("  \x00 ", "text_empty"), ("a" * 1601, "text_too_long")]
)
def test_a_text_that_cannot_be_sent_is_rejected(text, code):
    with pytest.raises(RejectedError) as raised:
        clean_text(text)
    assert raised.value.code == code


def test_variants_are_drawn_evenly_and_always_alike_for_one_reply():
    body = clean_text("Un.\n---\nDeux.\n—\n Trois. ")
    drawn = [draw_variant(body, number) for number in range(3000)]

    assert variants_of(body) == ["Un.", "Deux.", "Trois."]
    assert drawn == [draw_variant(body, number) for number in range(3000)]
    assert all(900 < drawn.count(one) < 1100 for one in variants_of(body))


@pytest.mark.parametrize(
    ("text", "code"),
    [("---\n\n---", "text_empty"), ("\n---\n".join("abcdef"), "too_many_variants"),
     ("ok\n---\n" + "x" * 1601, "text_too_long")],
)  # fmt: skip
def test_variants_that_cannot_be_sent_are_refused(text, code):
    refused(code, clean_text, text)


@pytest.mark.parametrize(
    "text",
    ["A\n---\nB\n---", "---\nA\n---\nB", "A\n---\n\n---\nB", "A\n- - -\nB", "A\n -----  \nB",
     "A\n—-\nB", "A\r\n---\r\nB\r\n---\r\n"],
)  # fmt: skip
def test_a_separator_is_read_as_people_write_it_and_is_never_sent(text):
    assert variants_of(clean_text(text)) == ["A", "B"]


@pytest.mark.parametrize("text", ["A\n--\nB", "A\n-\nB", "- A\n- B", "A --- B", "A\n--- B"])
def test_other_dashes_belong_to_the_text(text):
    assert variants_of(clean_text(text)) == [text]
