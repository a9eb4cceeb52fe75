"""The hotline counts what incoming texts cost, beside what replies cost."""

from datetime import timedelta

import pytest

from hotline.store.prices import put_price
from hotline.store.settings import change_settings
from hotline.usecases.inbound.count_inbound_cost import count_inbound_cost
from hotline.usecases.money.refresh_prices import refresh_prices
from hotline.usecases.money.show_budget import show_budget
from tests.support.cast import LINE
from tests.support.inbounds import a_call, a_text, figures, receive, rows

SEGMENT = 7_500
RECENT = timedelta(minutes=30)


@pytest.fixture
def priced(database, provider, now):
    refresh_prices(database=database, gateway=provider.prices, lines=[LINE], now=now, force=True)
    return database


def inbound(database):
    return rows(
        database, "SELECT scope, inbound_micros FROM ledger_figures WHERE inbound_micros <> 0"
        " ORDER BY scope",
    )  # fmt: skip


def test_each_segment_is_counted_once_beside_what_replies_cost(priced, now):
    receive(priced, a_text(now), a_text(now, body="x" * 400), a_call(now))
    from dataclasses import replace

    receive(priced, replace(a_text(now), segments=3))
    count_inbound_cost(database=priced, now=now, looking_back=RECENT)
    assert count_inbound_cost(database=priced, now=now, looking_back=RECENT) == 0
    receive(priced, a_text(now + timedelta(minutes=1)))
    later = now + timedelta(minutes=2)
    assert count_inbound_cost(database=priced, now=later, looking_back=RECENT) == SEGMENT

    assert inbound(priced) == [("2026-10-30", 6 * SEGMENT), ("total", 6 * SEGMENT)]
    assert figures(priced) == (0, 0)
    shown = show_budget(database=priced, now=later)
    assert shown.day.inbound_micros == 6 * SEGMENT
    assert shown.left_today_micros == 50_000_000  # caps are for replies


def test_what_was_caught_up_on_is_counted_on_its_own_day(priced, now):
    receive(priced, a_text(now - timedelta(days=1)))
    assert count_inbound_cost(database=priced, now=now, looking_back=RECENT) == 0
    count_inbound_cost(database=priced, now=now, looking_back=timedelta(days=2))

    assert inbound(priced) == [("2026-10-29", SEGMENT), ("total", SEGMENT)]


def test_without_a_price_nothing_is_counted_until_there_is_one(database, now):
    receive(database, a_text(now))
    assert count_inbound_cost(database=database, now=now, looking_back=RECENT) == 0
    with database.transaction() as connection:
        put_price(connection, "FR", "EUR", 80_000, now, inbound_micros=SEGMENT)
    assert count_inbound_cost(database=database, now=now, looking_back=RECENT) == SEGMENT


def test_its_own_threshold_is_told_at_once_twice_and_four_times_as_much(priced, now):
    with priced.transaction() as connection:
        change_settings(connection, inbound_warning_micros=2 * SEGMENT)
    for n in range(12):
        receive(priced, a_text(now))
        count_inbound_cost(database=priced, now=now + timedelta(seconds=n), looking_back=RECENT)

    told = rows(
        priced,
        "SELECT (facts->>'micros')::int, count(*)::int FROM notices"
        " WHERE kind = 'inbound_cost' GROUP BY 1 ORDER BY 1",
    )
    assert told == [(2 * SEGMENT, 2), (4 * SEGMENT, 2), (8 * SEGMENT, 2)]
