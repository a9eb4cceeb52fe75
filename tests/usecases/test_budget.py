"""Organizers change what may be spent: raising asks once more, lowering is at once."""

from datetime import timedelta

import pytest

from hotline.domain.errors import RefusedError, RejectedError
from hotline.domain.money import Cap
from hotline.store.prices import read_prices
from hotline.store.settings import change_settings, read_settings
from hotline.usecases.money.add_funds import add_funds
from hotline.usecases.money.change_budget import BudgetChanged, BudgetQuestion, change_budget
from hotline.usecases.money.change_money_rule import MoneyRule, change_money_rule
from hotline.usecases.money.fix_price import fix_price
from hotline.usecases.money.show_budget import show_budget
from hotline.usecases.proposals.confirm_proposal import confirm_proposal, discard_proposal
from hotline.usecases.proposals.undo_act import undo_act
from hotline.usecases.replies.release_held_for_budget import release_held_for_budget
from hotline.usecases.replies.send_reply import send_reply
from hotline.usecases.reply_texts.draft_reply_text import draft_reply_text
from tests.support.inbounds import a_text, figures, one, receive, reply_states, rows

EURO = 1_000_000
PRICE = 80_000


def refused(code, do, *arguments, **named):
    with pytest.raises((RefusedError, RejectedError)) as raised:
        do(*arguments, **named)
    assert raised.value.code == code


def held_three(database, gateway, origin, now):
    """Three replies that the day's budget of nothing has held."""
    with database.transaction() as connection:
        change_settings(connection, daily_budget_micros=0)
    receive(database, *[a_text(now, f"+3361234567{n}") for n in range(3)])
    due = now + timedelta(hours=1)
    for reply_id in (1, 2, 3):
        send_reply(reply_id, database=database, gateway=gateway, origin=origin, now=due)
    assert reply_states(database) == [("held", "budget")] * 3
    return due


def test_lowering_is_at_once_and_undone(database, alice, now):
    done = change_budget(alice, Cap.DAY, 20 * EURO, database=database, now=now)
    assert isinstance(done, BudgetChanged)
    assert one(database, "SELECT daily_budget_micros FROM settings") == 20 * EURO

    undo_act(alice, done.audit_id, database=database, now=now)
    assert one(database, "SELECT daily_budget_micros FROM settings") == 50 * EURO
    refused("overtaken", undo_act, alice, done.audit_id, database=database, now=now)


def test_raising_asks_says_the_worst_and_happens_once(database, alice, bruno, now):
    asked = change_budget(alice, Cap.TOTAL, 700 * EURO, database=database, now=now)
    assert isinstance(asked, BudgetQuestion)
    assert asked.worst_micros == 200 * EURO
    assert one(database, "SELECT total_budget_micros FROM settings") == 500 * EURO

    refused("proposal_gone", confirm_proposal, bruno, asked.proposal_id, database=database, now=now)
    confirm_proposal(alice, asked.proposal_id, database=database, now=now)
    refused("proposal_gone", confirm_proposal, alice, asked.proposal_id, database=database, now=now)

    assert one(database, "SELECT total_budget_micros FROM settings") == 700 * EURO
    assert figures(database) == (0, 0)
    assert rows(database, "SELECT kind, budget_micros, organizer_id FROM ledger_entries") == [
        ("budget", 500 * EURO, None), ("budget", 200 * EURO, alice.id),
    ]  # fmt: skip
    assert rows(database, "SELECT kind FROM notices") == [("act.change_budget",)]


def test_a_raise_that_somebody_overtook_is_refused(database, alice, bruno, now):
    mine = change_budget(alice, Cap.DAY, 80 * EURO, database=database, now=now)
    change_budget(bruno, Cap.DAY, 10 * EURO, database=database, now=now)

    refused("overtaken", confirm_proposal, alice, mine.proposal_id, database=database, now=now)
    assert one(database, "SELECT daily_budget_micros FROM settings") == 10 * EURO


def test_a_proposal_lapses_and_can_be_discarded(database, alice, now):
    first = change_budget(alice, Cap.DAY, 80 * EURO, database=database, now=now)
    second = change_budget(alice, Cap.DAY, 90 * EURO, database=database, now=now)
    discard_proposal(alice, second.proposal_id, database=database, now=now)
    late = now + timedelta(hours=1)

    for asked in (first, second):
        refused(
            "proposal_gone", confirm_proposal, alice, asked.proposal_id, database=database, now=late
        )
    assert one(database, "SELECT daily_budget_micros FROM settings") == 50 * EURO


def test_an_observer_changes_nothing_about_money(database, alice, now):
    from dataclasses import replace

    observer = replace(alice, role="observer")
    asked = change_budget(alice, Cap.DAY, 80 * EURO, database=database, now=now)
    for do, arguments in (
        (change_budget, (Cap.DAY, 1)),
        (add_funds, (EURO, "x")),
        (change_money_rule, (MoneyRule.MARGIN, 1)),
        (fix_price, ("FR", 1)),
        (release_held_for_budget, ()),
        (confirm_proposal, (asked.proposal_id,)),
    ):
        refused("not_allowed", do, observer, *arguments, database=database, now=now)


def test_the_same_budget_again_is_refused(database, alice, now):
    refused(
        "budget_unchanged", change_budget, alice, Cap.DAY, 50 * EURO, database=database, now=now
    )


def test_funding_adds_to_the_total_and_to_the_story(database, alice, bruno, now):
    first = add_funds(alice, 200 * EURO, "cagnotte", database=database, now=now)
    second = add_funds(bruno, 10 * EURO, "", database=database, now=now)
    confirm_proposal(alice, first.proposal_id, database=database, now=now)
    confirm_proposal(bruno, second.proposal_id, database=database, now=now)

    assert one(database, "SELECT total_budget_micros FROM settings") == 710 * EURO
    shown = show_budget(database=database, now=now)
    assert [(micros, note) for _, micros, note in shown.funds] == [
        (10 * EURO, None), (200 * EURO, "cagnotte"),
    ]  # fmt: skip
    assert figures(database) == (0, 0)
    refused("note_too_long", add_funds, alice, EURO, "x" * 61, database=database, now=now)
    refused("not_an_amount", add_funds, alice, 0, "", database=database, now=now)


def test_raising_the_day_releases_what_it_held_as_far_as_it_reaches(
    database, gateway, origin, alice, now
):
    due = held_three(database, gateway, origin, now)
    asked = change_budget(alice, Cap.DAY, 2 * PRICE, database=database, now=due)
    done = confirm_proposal(alice, asked.proposal_id, database=database, now=due)
    assert done.released == 3
    for reply_id in (1, 2, 3):
        send_reply(reply_id, database=database, gateway=gateway, origin=origin, now=due)

    assert reply_states(database) == [("sent", None), ("sent", None), ("held", "budget")]
    assert figures(database) == (2 * PRICE, 0)


def test_what_a_day_held_is_released_by_people_only(database, gateway, origin, alice, now):
    due = held_three(database, gateway, origin, now)
    with database.transaction() as connection:
        change_settings(connection, daily_budget_micros=10 * EURO)

    asked = release_held_for_budget(alice, database=database, now=due)
    assert (asked.held.replies, asked.held.micros) == (3, 3 * PRICE)
    assert reply_states(database) == [("held", "budget")] * 3
    confirm_proposal(alice, asked.proposal_id, database=database, now=due)
    assert reply_states(database) == [("planned", None)] * 3
    refused("nothing_held", release_held_for_budget, alice, database=database, now=due)


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


def test_a_price_a_week_old_is_no_current_price(database, gateway, origin, now):
    from hotline.wiring import utc_now

    far = utc_now() + timedelta(days=8)
    receive(database, a_text(far))
    send_reply(1, database=database, gateway=gateway, origin=origin, now=far + timedelta(hours=1))
    assert reply_states(database) == [("held", "price_unknown")]


def test_the_margin_is_set_aside_and_undone(database, gateway, origin, alice, now):
    done = change_money_rule(alice, MoneyRule.MARGIN, 25, database=database, now=now)
    receive(database, a_text(now))
    send_reply(1, database=database, gateway=gateway, origin=origin, now=now + timedelta(hours=1))
    assert figures(database) == (100_000, 0)

    undo_act(alice, done.audit_id, database=database, now=now)
    assert one(database, "SELECT margin_percent FROM settings") == 0
    refused("overtaken", undo_act, alice, done.audit_id, database=database, now=now)
    refused("rule_unchanged", change_money_rule, alice, MoneyRule.MARGIN, 0, database=database,
            now=now)  # fmt: skip
    refused("margin_too_wide", change_money_rule, alice, MoneyRule.MARGIN, 201, database=database,
            now=now)  # fmt: skip


def test_a_text_whose_reply_would_cost_too_much_is_refused(database, alice, now):
    change_money_rule(alice, MoneyRule.REPLY, 150_000, database=database, now=now)
    draft_reply_text(alice, "a" * 160, database=database, now=now)

    refused("text_too_dear", draft_reply_text, alice, "a" * 161, database=database, now=now)


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


def test_a_button_that_offered_a_raise_never_lowers(database, alice, bruno, now):
    raised = change_budget(bruno, Cap.DAY, 100 * EURO, database=database, now=now)
    confirm_proposal(bruno, raised.proposal_id, database=database, now=now)

    refused("overtaken", change_budget, alice, Cap.DAY, 75 * EURO, database=database, now=now,
            must_raise=True)  # fmt: skip
    assert one(database, "SELECT daily_budget_micros FROM settings") == 100 * EURO
