"""Organizers change the countries, and the hotline asks for their prices at once."""

import pytest

from hotline.domain.errors import RefusedError, RejectedError
from hotline.store.settings import read_settings
from hotline.usecases.money.refresh_prices import find_price_work, refresh_prices
from hotline.usecases.setup.change_countries import change_countries
from hotline.wiring import utc_now
from tests.support.cast import LINE


@pytest.fixture
def now():
    """These look at real clocks."""
    return utc_now()


def test_countries_change_and_their_prices_are_asked_for_at_once(
    healthy, database, alice, bruno, now
):
    refresh_prices(
        database=database, gateway=healthy.provider.prices, lines=[LINE], now=now, force=True
    )
    assert not find_price_work(database=database, now=now)

    done = change_countries(alice, ["GB", "FR", "GB"], database=database, now=now)

    assert done.countries == ["GB", "FR"]
    assert find_price_work(database=database, now=now)
    with database.transaction() as connection:
        assert read_settings(connection).home_country == "GB"
    for wrong, code in ((["XX"], "not_countries"), ([], "not_countries"),
                        (["GB", "FR"], "countries_unchanged")):  # fmt: skip
        with pytest.raises((RefusedError, RejectedError), match=code):
            change_countries(alice, wrong, database=database, now=now)
