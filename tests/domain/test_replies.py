"""A reply moves forward only."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotline.domain.replies import ReplyStatus, can_move

FINAL = {ReplyStatus.DELIVERED, ReplyStatus.UNDELIVERED, ReplyStatus.FAILED}


GONE = {ReplyStatus.SENT, *FINAL}


@given(st.lists(st.sampled_from(ReplyStatus), max_size=30))
def test_whatever_is_reported_a_reply_that_left_never_comes_back(reports):
    status = ReplyStatus.SENDING
    has_left = False
    for report in reports:
        if can_move(status, report):
            status = report
        has_left = has_left or status in GONE
        if has_left:
            assert status in GONE


@pytest.mark.parametrize("status", sorted(FINAL))
def test_an_end_is_an_end(status):
    assert not any(can_move(status, following) for following in ReplyStatus)
