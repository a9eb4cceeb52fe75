"""The status counts what is owed, held, spent and left."""

from sqlalchemy import text

from hotline.usecases.reports.show_status import show_status
from tests.support.cast import RAIDER
from tests.support.inbounds import a_text, receive


def test_status_counts_what_is_owed_held_spent_and_left(database, alice, now):
    receive(database, a_text(now), a_text(now, RAIDER), a_text(now, "+32470123456"))
    with database.transaction() as connection:
        connection.execute(text("UPDATE replies SET status = 'held' WHERE id = 2"))

    status = show_status(database=database, now=now)

    assert (status.planned.replies, status.planned.micros, status.planned.unpriced) == (
        2,
        80_000,
        1,
    )
    assert (status.held.replies, status.held.micros) == (1, 80_000)
    assert status.left_micros == 50_000_000
    assert status.last_inbound_at == now
