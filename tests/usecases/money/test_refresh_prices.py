"""The hotline fetches prices in time and trusts no old one."""

from datetime import timedelta

from hotline.usecases.money.refresh_prices import find_price_work, refresh_prices
from hotline.usecases.replies.send_reply import send_reply
from tests.support.cast import LINE
from tests.support.inbounds import a_text, one, receive, reply_states


def test_the_dearest_carriers_price_is_taken_once_a_day(database, phone, provider, now):
    refresh_prices(database=database, gateway=provider.prices, lines=[LINE], now=now, force=True)
    asked = len(phone.requests)
    refresh_prices(
        database=database, gateway=provider.prices, lines=[LINE], now=now + timedelta(hours=23)
    )

    assert one(database, "SELECT micros FROM prices WHERE country = 'FR'") == 79_800
    assert len(phone.requests) == asked == 5


def test_prices_are_asked_for_every_five_minutes_and_at_once_if_a_run_was_lost(
    database, provider, now
):
    assert find_price_work(database=database, now=now)
    refresh_prices(database=database, gateway=provider.prices, lines=[LINE], now=now)

    assert not find_price_work(database=database, now=now + timedelta(minutes=4))
    assert find_price_work(database=database, now=now + timedelta(minutes=5))


def test_a_price_a_week_old_is_no_current_price(database, gateway, origin, now):
    from hotline.wiring import utc_now

    far = utc_now() + timedelta(days=8)
    receive(database, a_text(far))
    send_reply(1, database=database, gateway=gateway, origin=origin, now=far + timedelta(hours=1))
    assert reply_states(database) == [("held", "price_unknown")]
