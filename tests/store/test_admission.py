"""A store that our keys do not open, or whose sessions are not ours, is not touched."""

import pytest
from sqlalchemy import func, select, text

from hotline.domain.roles import Role
from hotline.store.database import Database
from hotline.store.organizers import add_organizer, list_members
from hotline.store.sessions.admission import StoreRefusedError
from hotline.store.tables import organizers, secret_keys, senders
from hotline.usecases.setup.migrate_secrets import refuse_unknown_keys
from hotline.usecases.setup.rotate_secrets import rotate_secrets
from hotline.usecases.setup.set_up import set_up
from hotline.vault import Vault
from tests.support.cast import ALICE, KEY, OTHER_KEY
from tests.support.inbounds import a_text, receive


def opened_with(database, *keys):
    """The same store, as a process that starts with these keys meets it."""
    return Database(database.engine, Vault(keys))


def known_keys(database):
    with database.transaction() as connection:
        return set(connection.execute(select(secret_keys.c.key_id)).scalars())


@pytest.fixture
def used(database, now):
    """A store in which a man has texted, as a process with KEY left it."""
    opened_with(database, KEY).admit()
    receive(database, a_text(now))
    return database


def test_a_store_that_no_key_opens_is_refused_and_not_written(used, now):
    stranger = opened_with(used, OTHER_KEY)

    with pytest.raises(StoreRefusedError, match="opens nothing that is stored"):
        receive(stranger, a_text(now, sid="SM2"))
    with used.transaction() as connection:
        assert connection.execute(select(func.count()).select_from(senders)).scalar_one() == 1
    assert known_keys(used) == set(Vault([KEY]).key_ids)


def test_a_store_that_is_opened_in_part_is_refused(used, now):
    opened_with(used, OTHER_KEY, KEY).admit()

    for keys in ([KEY], [OTHER_KEY], ["x-yet-another-key" * 3, KEY]):
        with pytest.raises(StoreRefusedError, match="only a part of what is stored"):
            opened_with(used, *keys).admit()
    opened_with(used, KEY, OTHER_KEY).admit()


def test_a_key_is_changed_in_its_four_steps(used):
    for keys in ([KEY, OTHER_KEY], [OTHER_KEY, KEY]):
        opened_with(used, *keys).admit()
    rotate_secrets(database=opened_with(used, OTHER_KEY, KEY))

    opened_with(used, OTHER_KEY).admit()
    assert known_keys(opened_with(used, OTHER_KEY)) == set(Vault([OTHER_KEY]).key_ids)
    with pytest.raises(StoreRefusedError):
        opened_with(used, KEY).admit()


def test_a_migration_finds_the_keys_of_rows_that_nobody_noted(used):
    with used.transaction() as connection:
        connection.execute(text("DELETE FROM secret_keys"))

    with pytest.raises(StoreRefusedError, match=Vault([KEY]).key_id):
        refuse_unknown_keys(database=opened_with(used, OTHER_KEY))
    refuse_unknown_keys(database=opened_with(used, OTHER_KEY, KEY))


def test_two_processes_with_two_keys_cannot_both_begin(database):
    with database.engine.begin() as connection:
        connection.execute(text("DELETE FROM secret_keys"))
    opened_with(database, KEY).admit()

    with pytest.raises(StoreRefusedError):
        opened_with(database, OTHER_KEY).admit()


def test_no_owner_is_added_while_somebody_cannot_be_read(used, hotline, now):
    with used.transaction() as connection:
        connection.execute(organizers.update().values(telegram_secret=b"rubbish"))
        before = connection.execute(select(func.count()).select_from(organizers)).scalar_one()

    assert set_up(hotline.settings.first, [ALICE, 777], database=used, now=now) is False
    with used.transaction() as connection:
        after = connection.execute(select(func.count()).select_from(organizers)).scalar_one()
    assert after == before


def test_who_was_removed_is_not_brought_back_by_the_environment(database, hotline, now):
    with database.transaction() as connection:
        whom = add_organizer(connection, database.vault, 777, role=Role.OWNER, now=now)
        connection.execute(
            organizers.update().where(organizers.c.id == whom).values(removed_at=now)
        )

    assert set_up(hotline.settings.first, [777], database=database, now=now)
    with database.transaction() as connection:
        assert 777 not in [
            one.organizer.telegram_id for one in list_members(connection, database.vault)
        ]
