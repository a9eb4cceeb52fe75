"""The hotline sets wrong figures right by the ledger's entries."""

from datetime import timedelta

from sqlalchemy import text

from hotline.domain.days import day_of
from hotline.store.settings import change_settings
from hotline.usecases.money.check_ledger import check_ledger
from hotline.usecases.replies.send_reply import send_reply
from tests.support.inbounds import a_text, figures, one, receive, rows

PRICE = 80_000


def test_figures_that_were_tampered_with_are_set_right_and_told(database, gateway, origin, now):
    receive(database, a_text(now))
    due = now + timedelta(hours=1)
    send_reply(1, database=database, gateway=gateway, origin=origin, now=due)
    assert check_ledger(database=database, now=due) == []
    with database.transaction() as connection:
        connection.execute(text("UPDATE ledger_figures SET spent_micros = 0"))
        change_settings(connection, total_budget_micros=10**12)

    found = {one.scope: one.spent_micros for one in check_ledger(database=database, now=due)}
    assert found == {
        "total": PRICE,
        day_of(due, "Europe/Paris").isoformat(): PRICE,
        "budget": 500_000_000 - 10**12,
    }
    assert figures(database) == (PRICE, 0)
    assert one(database, "SELECT total_budget_micros FROM settings") == 500_000_000
    told = rows(database, "SELECT kind, facts->>'micros' FROM notices")
    assert told == [("ledger_differs", str(10**12 - 500_000_000))] * 2
    assert check_ledger(database=database, now=due) == []
