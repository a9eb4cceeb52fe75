"""A report of the provider moves a reply forward only."""

from datetime import timedelta

from hotline.domain.replies import ReplyStatus
from hotline.gateways.twilio_codes import failure_of
from hotline.usecases.replies.record_delivery import record_delivery
from hotline.usecases.replies.send_reply import send_reply
from simulator.faults import Fault
from tests.support.cast import HIM
from tests.support.inbounds import a_text, figures, one, receive, reply_states
from tests.support.replies import take, told

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


def lose(database, reply_id, now, code="30034", status=ReplyStatus.UNDELIVERED):
    """The reply was accepted and sent, and a carrier reports that it is lost."""
    sid = one(database, "SELECT provider_sid FROM replies WHERE id = :id", id=reply_id)
    failure = None if status is ReplyStatus.DELIVERED else failure_of(code)
    record_delivery(sid, status, reply_id=reply_id, failure=failure, database=database, now=now)


def test_a_handful_accepted_and_lost_halts_sending_until_a_trial_is_delivered(
    database, phone, provider, origin, now
):
    due = now + timedelta(hours=1)
    for number in range(9):
        receive(database, a_text(now, f"+3361234567{number}"))
    for reply_id in range(1, 6):
        send_reply(reply_id, database=database, gateway=provider.sms, origin=origin, now=due)
        lose(database, reply_id, due)
    (halted,) = [facts for kind, facts in told(database) if kind == "sending_halted"]
    assert halted == {"code": "lost:30034"}
    assert take(database, due) == []

    trial = due + timedelta(hours=1)
    (chosen,) = take(database, trial)
    send_reply(chosen, database=database, gateway=provider.sms, origin=origin, now=trial)
    sid = one(database, "SELECT provider_sid FROM replies WHERE id = :id", id=chosen)
    record_delivery(
        sid, ReplyStatus.SENT, reply_id=chosen, failure=None, database=database, now=trial
    )
    # That it was sent proves nothing: the others were sent, too.
    assert take(database, trial + timedelta(minutes=1)) == []
    lose(database, chosen, trial, status=ReplyStatus.DELIVERED)
    assert len(take(database, trial + timedelta(minutes=1))) == 3
    assert len(phone.messages) == 6


def test_a_report_for_somebody_else_is_not_believed(database, phone, send, due):
    phone.faults.add(Fault("cut_after"))
    send(1, due)
    (message,) = phone.replies_to(HIM)
    report = {"reply_id": 1, "failure": None, "database": database, "now": due}

    assert not record_delivery(message.sid, ReplyStatus.SENT, to="+33698765432", **report)
    assert record_delivery(message.sid, ReplyStatus.SENT, to=HIM, **report)
