"""What a notice of money does to phones while a raid goes on, and in the night after it."""

from datetime import timedelta

import pytest

from hotline.domain.detection.evidence import Kind
from hotline.domain.money import Cap
from hotline.store.incidents import add_incident
from hotline.store.notices import add_notices
from hotline.usecases.replies.claim_reply import BUDGET_WARNING, BudgetWarning
from tests.support.inbounds import rows


def an_incident(connection, now, *, kind, ended):
    add_incident(
        connection,
        kind=kind,
        opened_at=now - timedelta(days=1),
        onset_at=now - timedelta(days=1),
        closed_at=ended,
        alarm={},
        evidence=[],
        raid_chance=0.9,
        kinds=[],
        usual_per_minute=0.1,
        last_alarm_at=now,
        weighed_at=now,
    )


@pytest.mark.parametrize(
    ("kind", "ended_before", "rings"),
    [
        pytest.param(Kind.RAID, None, False, id="a raid goes on"),
        pytest.param(Kind.RAID, timedelta(hours=7), False, id="the night after a raid"),
        pytest.param(Kind.RAID, timedelta(hours=9), True, id="the raid was yesterday"),
        pytest.param(Kind.SURGE, None, True, id="many people at once"),
        pytest.param(Kind.SURGE, timedelta(hours=1), True, id="after many people"),
    ],
)
def test_money_rings_only_where_no_card_of_a_raid_has_said_it(
    database, now, alice, kind, ended_before, rings
):
    warning = BudgetWarning(Cap.DAY, 50_000_000, 47_500_000, 95, "EUR")
    with database.transaction() as connection:
        ended = None if ended_before is None else now - ended_before
        an_incident(connection, now, kind=kind, ended=ended)
        add_notices(connection, BUDGET_WARNING, warning, now=now)

    told = rows(database, "SELECT DISTINCT is_loud FROM notices")
    assert told == [(rings,)]
