"""Funds add to the total budget."""

from hotline.usecases.money.add_funds import add_funds
from hotline.usecases.money.show_budget import show_budget
from hotline.usecases.proposals.confirm_proposal import confirm_proposal
from tests.support.inbounds import figures, one
from tests.support.refusals import refused

EURO = 1_000_000


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
