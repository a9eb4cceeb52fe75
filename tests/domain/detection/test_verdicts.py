"""A verdict on a sender names its reasons."""

import pytest

from hotline.domain.detection.verdicts import Conduct, Mark, judge


@pytest.mark.parametrize(
    ("conduct", "marks"),
    [
        (Conduct(texts=1, burst=1), ()),
        # He may insist, and he may turn sour: neither alone.
        (Conduct(texts=5, burst=5), ()),
        (Conduct(texts=3, burst=3, insults=1), ()),
        (Conduct(texts=5, burst=5, insults=1), (Mark.INSULTING,)),
        (Conduct(texts=3, burst=2, insults=2), (Mark.INSULTING,)),
        (Conduct(texts=1, burst=1, insults=1, is_first_insult=True), (Mark.INSULTING_FIRST,)),
        (Conduct(texts=1, burst=1, copied=True), (Mark.COPIED,)),
        (Conduct(texts=8, burst=8), (Mark.MANY,)),
        (Conduct(texts=12, burst=3), (Mark.MANY,)),
        (Conduct(calls=3, burst=3), (Mark.ONLY_CALLS,)),
        (Conduct(calls=3, texts=1, burst=4), ()),
    ],
)
def test_a_verdict_has_its_reasons(conduct, marks):
    assert judge(conduct).marks == marks
    assert judge(conduct).looks_genuine == (not marks)


def test_the_quietest_are_the_most_innocent():
    assert judge(Conduct(texts=1)).guilt < judge(Conduct(texts=3)).guilt
    assert judge(Conduct(texts=1, insults=1)).guilt > judge(Conduct(texts=2)).guilt
