"""The rules say which sender may write to which countries."""

from hotline.domain.checkups import State
from hotline.domain.sender_ids import judge_sender


def test_a_french_mobile_may_not_send_and_letters_not_everywhere():
    assert judge_sender("+33612345678", ["FR"]).problem == "french_mobile"
    assert judge_sender("+33939000000", ["FR"]).state is State.FINE
    assert judge_sender("+447700900123", ["FR"]).state is State.FINE
    assert judge_sender("Respect", ["FR", "BE"]).state is State.FINE
    assert judge_sender("Respect", ["FR", "US"]).facts["countries"] == ["US"]
    assert judge_sender("MG" + "0" * 32, ["FR"]).problem == "service"
