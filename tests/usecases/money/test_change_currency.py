"""The currency changes only while nothing was spent."""

from datetime import timedelta

import pytest

from hotline.domain.checkups import Check
from hotline.domain.errors import RefusedError
from hotline.domain.money import Cap
from hotline.store.prices import put_price
from hotline.store.settings import change_settings
from hotline.usecases.checkups.ask_checkup import ask_checkup
from hotline.usecases.checkups.run_checkups import run_checkups
from hotline.usecases.money.change_budget import change_budget
from hotline.usecases.money.change_currency import change_currency
from hotline.usecases.proposals.confirm_proposal import confirm_proposal
from hotline.wiring import utc_now
from tests.support.checkups import found
from tests.support.inbounds import a_text, one, receive

EURO = 1_000_000


@pytest.fixture
def now():
    """These look at real clocks."""
    return utc_now()


def test_the_currency_follows_the_account_while_nothing_was_spent(
    healthy, database, alice, phone, now
):
    phone.currency = "USD"
    for country in ("FR", "BE", "CH", "LU", "MC"):
        with database.transaction() as connection:
            put_price(connection, country, "USD", 80_000, now)
    assert set(found(healthy, database)) == {
        (Check.PRICES, "unpriced"),
        (Check.BALANCE, "currency"),
    }
    receive(database, a_text(now))
    with database.transaction() as connection:
        connection.exec_driver_sql("UPDATE replies SET status = 'held', reason = 'price_unknown'")

    with pytest.raises(RefusedError, match="nothing_there"):  # nobody has seen it there
        change_currency(alice, "USD", database=database, now=now)
    ask_checkup(alice, 1, database=database, now=now)
    run_checkups(healthy, database=database, clock=lambda: now)
    now += timedelta(seconds=1)
    with pytest.raises(RefusedError, match="nothing_there"):
        change_currency(alice, "ZZZ", database=database, now=now)
    more = change_budget(alice, Cap.DAY, 70 * EURO, database=database, now=now)
    asked = change_currency(alice, "USD", database=database, now=now)
    again = change_currency(alice, "USD", database=database, now=now)
    confirm_proposal(alice, asked.proposal_id, database=database, now=now)

    assert found(healthy, database) == {}
    assert one(database, "SELECT status FROM replies") == "planned"
    for gone, code in ((more, "proposal_gone"), (again, "overtaken")):
        with pytest.raises(RefusedError, match=code):
            confirm_proposal(alice, gone.proposal_id, database=database, now=now)
    with database.transaction() as connection:
        connection.exec_driver_sql(
            "UPDATE ledger_figures SET spent_micros = 1 WHERE scope = 'total'"
        )
    with database.transaction() as connection:
        change_settings(connection, currency="EUR")
    with pytest.raises(RefusedError, match="currency_in_use"):
        change_currency(alice, "USD", database=database, now=now)
