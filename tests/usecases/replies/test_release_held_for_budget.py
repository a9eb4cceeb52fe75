"""Organizers release what the day's budget has held."""

from datetime import timedelta

from hotline.domain.money import Cap
from hotline.store.settings import change_settings
from hotline.usecases.money.change_budget import change_budget
from hotline.usecases.proposals.confirm_proposal import confirm_proposal
from hotline.usecases.replies.release_held_for_budget import release_held_for_budget
from hotline.usecases.replies.send_reply import send_reply
from tests.support.inbounds import a_text, figures, receive, reply_states
from tests.support.refusals import refused

EURO = 1_000_000
PRICE = 80_000


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
