"""Replies that are accepted and then lost: a handful is enough."""

import pytest

from hotline.domain.losses import code_of_losses, halt_for_losses, is_for_losses
from hotline.domain.replies import ReplyStatus
from hotline.gateways.twilio_codes import failure_of

LOST, FAILED, DELIVERED = ReplyStatus.UNDELIVERED, ReplyStatus.FAILED, ReplyStatus.DELIVERED


@pytest.mark.parametrize("code", ["30034", "30032", "30007", "30037", "30033", "30035", "30023"])
@pytest.mark.parametrize("status", [LOST, FAILED])
def test_a_handful_lost_for_one_reason_of_ours_halts(code, status):
    failure = failure_of(code)

    assert halt_for_losses([(status, code)] * 4, failure) is None
    assert halt_for_losses([(status, code)] * 5, failure) == f"lost:{code}"
    assert halt_for_losses([(status, code)] * 4 + [(DELIVERED, None)] * 4, failure) is None


@pytest.mark.parametrize("code", ["30003", "30005", "30006", "30008", None])
def test_handsets_that_are_off_are_an_accident_until_nothing_at_all_arrives(code):
    failure = failure_of(code)

    assert halt_for_losses([(LOST, code)] * 7, failure) is None
    assert halt_for_losses([(LOST, code)] * 8, failure) == "lost"
    assert halt_for_losses([(LOST, code)] * 7 + [(DELIVERED, None)], failure) is None


def test_a_mixed_row_is_halted_without_a_code():
    mixed = [(LOST, "30034"), (LOST, "30003")] * 4

    assert halt_for_losses(mixed, failure_of("30034")) == "lost"
    assert halt_for_losses([], failure_of("30034")) is None


def test_the_code_of_a_halt_is_read():
    assert is_for_losses("lost:30034")
    assert is_for_losses("lost")
    assert not is_for_losses("30034")
    assert not is_for_losses("no_answer")
    assert code_of_losses("lost:30034") == "30034"
    assert code_of_losses("lost") == ""
