"""A report of the provider moves a reply forward only."""

from hotline.domain.replies import ReplyStatus
from hotline.usecases.replies.record_delivery import record_delivery
from simulator.faults import Fault
from tests.support.cast import HIM
from tests.support.inbounds import figures, one, reply_states

PRICE = 80_000


def test_the_callback_proves_a_send_that_nobody_answered(database, phone, send, due):
    phone.faults.add(Fault("cut_after"))
    send(1, due)
    (message,) = phone.replies_to(HIM)

    record_delivery(
        message.sid, ReplyStatus.SENT, reply_id=1, failure=None, database=database, now=due
    )

    assert reply_states(database) == [("sent", None)]
    assert figures(database) == (PRICE, 0)
    assert one(database, "SELECT provider_sid FROM replies") == message.sid


def test_reports_out_of_order_and_repeated_only_move_a_reply_forward(database, send, due):
    send(1, due)
    sid = one(database, "SELECT provider_sid FROM replies")
    for status in ("delivered", "sent", "delivered", "failed", "undelivered"):
        record_delivery(
            sid, ReplyStatus(status), reply_id=1, failure=None, database=database, now=due
        )

    assert reply_states(database) == [("delivered", None)]
    assert figures(database) == (PRICE, 0)


def test_a_report_about_another_message_is_not_believed(database, send, due):
    send(1, due)

    assert not record_delivery(
        "SMother", ReplyStatus.FAILED, reply_id=1, failure=None, database=database, now=due
    )
    assert reply_states(database) == [("sent", None)]
