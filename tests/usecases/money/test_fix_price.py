"""A price that an organizer fixes releases what waited for it."""

from datetime import timedelta

from hotline.store.prices import read_prices
from hotline.store.settings import read_settings
from hotline.usecases.money.fix_price import fix_price
from hotline.usecases.replies.send_reply import send_reply
from tests.support.inbounds import a_text, figures, receive, reply_states
from tests.support.refusals import refused


def test_a_price_by_hand_counts_and_releases_what_waited_for_one(
    database, gateway, origin, alice, now
):
    receive(database, a_text(now, "+32470123456"))
    due = now + timedelta(hours=1)
    send_reply(1, database=database, gateway=gateway, origin=origin, now=due)
    assert reply_states(database) == [("held", "price_unknown")]

    assert fix_price(alice, "BE", 100_000, database=database, now=due).currency == "EUR"
    assert reply_states(database) == [("planned", None)]
    assert send_reply(1, database=database, gateway=gateway, origin=origin, now=due)
    assert figures(database) == (100_000, 0)

    fix_price(alice, "BE", None, database=database, now=due)
    with database.transaction() as connection:
        prices = read_prices(connection, read_settings(connection), due)
    assert prices.estimate("BE", 1) is None
    refused("price_of_nothing", fix_price, alice, "BE", 0, database=database, now=due)
    refused("not_our_country", fix_price, alice, "US", 10, database=database, now=due)
