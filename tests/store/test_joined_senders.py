"""A number that was stored in two ways becomes one sender, with the strictest of both."""

from datetime import timedelta

import pytest
from sqlalchemy import select, text

from hotline.domain.reasons import Reason
from hotline.store.senders import get_sender
from hotline.store.tables import inbounds, replies, secret_migrations, senders
from hotline.usecases.inbound.receive_inbounds import receive_inbounds
from hotline.usecases.setup.migrate_secrets import migrate_secrets
from tests.support.cast import HIM, LINE
from tests.support.inbounds import a_text, receive

TRUNK = HIM.replace("+33", "+330")


@pytest.fixture
def doubled(database, now):
    """Sender 1, and sender 2: the same man with a trunk zero, as an older program stored him."""
    receive(database, a_text(now, sid="SM1"))
    receive(database, a_text(now + timedelta(minutes=5), sid="SM2", sender="+33698765432"))
    with database.transaction() as connection:
        vault = database.vault
        connection.execute(
            senders.update().where(senders.c.id == 2)
            .values(number_hash=vault.find(TRUNK), number_secret=vault.hide(TRUNK))
        )  # fmt: skip
        connection.execute(secret_migrations.delete())
    return database


def statuses(database):
    with database.transaction() as connection:
        query = select(replies.c.sender_id, replies.c.status, replies.c.reason)
        return [tuple(row) for row in connection.execute(query.order_by(replies.c.id))]


def test_two_rows_of_one_man_are_one_sender_who_is_owed_one_reply(doubled):
    migrate_secrets(database=doubled)
    migrate_secrets(database=doubled)

    assert statuses(doubled) == [
        (1, "planned", None), (1, "dropped", Reason.ALREADY_ANSWERED)
    ]  # fmt: skip
    with doubled.transaction() as connection:
        kept, joined = (get_sender(connection, doubled.vault, one) for one in (1, 2))
        assert kept == joined
        assert (kept.id, kept.texts) == (1, 2)
        assert set(connection.execute(select(inbounds.c.sender_id)).scalars()) == {1}


@pytest.mark.parametrize("which", [1, 2])
@pytest.mark.parametrize(
    ("column", "reason"), [("blocked_at", Reason.BLOCKED), ("opted_out_at", Reason.OPTED_OUT)]
)
def test_a_block_or_a_stop_of_either_holds_for_the_man(doubled, now, which, column, reason):
    with doubled.transaction() as connection:
        connection.execute(
            text(f"UPDATE senders SET {column} = :now WHERE id = :id"), {"now": now, "id": which}
        )
    migrate_secrets(database=doubled)
    receive_inbounds(
        [a_text(now, sid="SM3", sender=TRUNK)], database=doubled, lines={LINE}, now=now
    )

    assert {row[1] for row in statuses(doubled)} == {"dropped"}
    with doubled.transaction() as connection:
        last = select(inbounds.c.reason, inbounds.c.sender_id).order_by(inbounds.c.id.desc())
        assert tuple(connection.execute(last).first()) == (reason, 1)


def test_a_number_that_is_stored_once_is_written_as_it_is(database, now):
    receive(database, a_text(now))
    with database.transaction() as connection:
        vault = database.vault
        connection.execute(
            senders.update().values(number_hash=vault.find(TRUNK), number_secret=vault.hide(TRUNK))
        )
        connection.execute(secret_migrations.delete())
    migrate_secrets(database=database)
    receive(database, a_text(now, sid="SM2"))

    with database.transaction() as connection:
        assert list(connection.execute(select(senders.c.id)).scalars()) == [1]


def test_both_ways_of_writing_are_one_sender_when_they_arrive(database, now):
    receive(database, a_text(now, sid="SM1", sender=TRUNK))
    receive(database, a_text(now, sid="SM2", sender=HIM))

    assert [row[1] for row in statuses(database)] == ["planned"]
