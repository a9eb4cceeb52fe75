"""The hotline sets wrong figures right by the ledger's entries."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import DBAPIError

from hotline.domain.days import day_of
from hotline.store.ledger import add_inbound_cost, add_to_total_budget
from hotline.store.ledger_check import settled_id
from hotline.store.settings import change_settings, read_settings
from hotline.usecases.money.check_ledger import LedgerMemory, check_ledger
from hotline.usecases.replies.send_reply import send_reply
from tests.support.inbounds import a_text, figures, one, receive, rows
from tests.support.large import impatient

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


def spend_over_pages(database, now, *, ids):
    """Entries whose ids lie pages apart, one on each day."""
    for day, next_id in enumerate(ids):
        with database.transaction() as connection:
            connection.execute(text(f"ALTER TABLE ledger_entries ALTER id RESTART WITH {next_id}"))
            add_inbound_cost(
                connection, now.date() + timedelta(days=day % 2), now, micros=10 ** min(day, 9)
            )


def test_the_entries_are_added_up_page_by_page(database, now):
    spend_over_pages(database, now, ids=(50_000, 50_001, 100_000, 260_000))
    memory = LedgerMemory()
    assert check_ledger(database=database, now=now, memory=memory) == []
    assert memory.counted.upto == 260_000
    assert memory.counted.total.inbound_micros == 1_111

    with database.transaction() as connection:
        connection.execute(
            text("UPDATE ledger_figures SET inbound_micros = 7 WHERE scope = 'total'")
        )
    (found,) = check_ledger(database=database, now=now)
    assert (found.scope, found.inbound_micros) == ("total", 1_104)
    assert check_ledger(database=database, now=now) == []


def test_what_a_process_has_added_up_is_not_read_again(database, now):
    spend_over_pages(database, now, ids=range(2, 800))
    memory = LedgerMemory()
    check_ledger(database=database, now=now, memory=memory)
    spend_over_pages(database, now, ids=(1_000,))
    pages = []

    def see(_connection, _cursor, statement, values, *_):
        if "ledger_entries" in statement and values:
            pages.append((values.get("after", values.get("upto")), values.get("upto")))

    event.listen(database.engine, "before_cursor_execute", see)
    try:
        assert check_ledger(database=database, now=now, memory=memory) == []
    finally:
        event.remove(database.engine, "before_cursor_execute", see)
    assert pages == [(799, 1_000), *[(1_000, 1_000)] * 3]
    assert memory.counted.upto == 1_000


def test_a_difference_is_told_only_after_every_entry_was_read_again(database, now):
    spend_over_pages(database, now, ids=(100, 200))
    memory = LedgerMemory()
    check_ledger(database=database, now=now, memory=memory)
    memory.counted = replace(memory.counted, budget_micros=3)

    assert check_ledger(database=database, now=now, memory=memory) == []
    assert memory.counted.budget_micros == 500_000_000
    with database.transaction() as connection:
        change_settings(connection, total_budget_micros=1)
    (found,) = check_ledger(database=database, now=now, memory=memory)
    assert (found.scope, found.spent_micros) == ("budget", 499_999_999)


def test_an_entry_that_is_not_committed_yet_is_waited_for(database, now):
    """It may have a smaller id than those that are committed: it would be left out for ever."""
    with impatient(database) as hurried, database.transaction() as connection:
        read_settings(connection, for_update=True)
        add_to_total_budget(connection, "fund", now.date(), now, micros=5)
        with pytest.raises(DBAPIError), hurried.transaction() as other:
            settled_id(other)
        change_settings(connection, total_budget_micros=500_000_005)

    assert check_ledger(database=database, now=now) == []
