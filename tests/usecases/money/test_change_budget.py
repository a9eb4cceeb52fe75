"""A higher budget needs a confirmation; a lower one counts at once."""

from hotline.domain.money import Cap
from hotline.usecases.money.change_budget import BudgetChanged, BudgetQuestion, change_budget
from hotline.usecases.proposals.confirm_proposal import confirm_proposal
from hotline.usecases.proposals.undo_act import undo_act
from tests.support.inbounds import figures, one, rows
from tests.support.refusals import refused

EURO = 1_000_000


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


def test_the_same_budget_again_is_refused(database, alice, now):
    refused(
        "budget_unchanged", change_budget, alice, Cap.DAY, 50 * EURO, database=database, now=now
    )


def test_a_button_that_offered_a_raise_never_lowers(database, alice, bruno, now):
    raised = change_budget(bruno, Cap.DAY, 100 * EURO, database=database, now=now)
    confirm_proposal(bruno, raised.proposal_id, database=database, now=now)

    refused("overtaken", change_budget, alice, Cap.DAY, 75 * EURO, database=database, now=now,
            must_raise=True)  # fmt: skip
    assert one(database, "SELECT daily_budget_micros FROM settings") == 100 * EURO
