"""A proposal ends after an hour, or when its author discards it."""

from datetime import timedelta

from hotline.domain.money import Cap
from hotline.usecases.money.change_budget import change_budget
from hotline.usecases.proposals.confirm_proposal import confirm_proposal, discard_proposal
from tests.support.inbounds import one
from tests.support.refusals import refused

EURO = 1_000_000


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
