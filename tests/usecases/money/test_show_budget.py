"""The budget shows its days and its pace."""

from datetime import timedelta

from hotline.usecases.money.show_budget import show_budget
from hotline.usecases.replies.send_reply import send_reply
from tests.support.inbounds import a_text, receive

EURO = 1_000_000
PRICE = 80_000


def test_the_budget_is_shown_with_its_days_and_its_pace(database, gateway, origin, now):
    receive(database, *[a_text(now, f"+3361234567{n}") for n in range(3)])
    for reply_id, days in ((1, 0), (2, 0)):
        moment = now + timedelta(days=days, hours=1)
        send_reply(reply_id, database=database, gateway=gateway, origin=origin, now=moment)

    shown = show_budget(database=database, now=now + timedelta(hours=2))
    assert shown.day.spent_micros == shown.total.spent_micros == 2 * PRICE
    assert shown.planned.micros == PRICE
    assert shown.left_today_micros == 50 * EURO - 2 * PRICE
    assert shown.left_in_all_micros == 500 * EURO - 2 * PRICE
    assert [day.spent_micros for _, day in shown.days][-1] == 2 * PRICE
    assert len(shown.days) == 14
    assert shown.days_of_life == (500 * EURO - 2 * PRICE) // (2 * PRICE)
    assert shown.unpriced == 2
