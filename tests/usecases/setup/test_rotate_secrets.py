"""Owners change the key while the hotline works."""

from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import pytest
from sqlalchemy import text

from hotline.store.database import Database
from hotline.store.tables import inbounds
from hotline.store.upkeep.rotation import rotate_page
from hotline.usecases.senders.block_sender import block_sender
from hotline.usecases.senders.list_senders import list_senders
from hotline.usecases.senders.show_sender import show_sender
from hotline.usecases.setup.rotate_secrets import rotate_secrets
from hotline.usecases.team.recognise_organizer import recognise_organizer
from hotline.vault import Vault
from tests.support.cast import ALICE, HIM, KEY, OTHER_KEY
from tests.support.inbounds import a_text, one, receive, reply_states, rows
from tests.support.large import RowsRead, add_texts


def test_after_a_rotation_the_old_key_can_be_taken_away(database, now):
    receive(database, a_text(now, body="coucou"))
    during = Database(database.engine, Vault([OTHER_KEY, KEY]))
    receive(during, a_text(now))

    assert rotate_secrets(database=during) == 4  # a sender, two organizers, one inbound
    assert rotate_secrets(database=during) == 0

    after = Database(database.engine, Vault([OTHER_KEY]))
    receive(after, a_text(now))
    assert one(after, "SELECT count(*) FROM senders") == 1
    assert reply_states(after) == [("planned", None)]
    assert list_senders(database=after)[0].masked == "+33 6•• ••• •78"
    found = recognise_organizer(ALICE, name="Alice", language="fr", database=after, now=now)
    assert found is not None
    secrets = rows(after, "SELECT body_secret FROM inbounds ORDER BY id")
    assert after.vault.read(secrets[0][0]) == "coucou"


def test_processes_with_old_and_new_keys_overlap_without_doubling_a_sender(database, now):
    """At each step of the change, processes of the step before are still there."""
    steps = [[KEY], [KEY, OTHER_KEY], [OTHER_KEY, KEY], [OTHER_KEY]]
    for number, (before, after) in enumerate(pairwise(steps)):
        sender = f"+3361234560{number}"
        ends = [Database(database.engine, Vault(keys)) for keys in (after, before)]
        if after == [OTHER_KEY]:
            rotate_secrets(database=ends[1])
        with ThreadPoolExecutor(8) as pool:
            list(pool.map(lambda end, who=sender: receive(end, a_text(now, who)), ends * 10))
        assert one(database, "SELECT count(*) FROM senders") == number + 1
        assert reply_states(database) == [("planned", None)] * (number + 1)


def test_a_note_of_a_process_with_older_keys_is_rotated_too(database, alice, now):
    receive(Database(database.engine, Vault([OTHER_KEY, KEY])), a_text(now))
    late = Database(database.engine, Vault([KEY, OTHER_KEY]))
    block_sender(alice, "#1", database=late, now=now, note="insults")
    rotate_secrets(database=Database(database.engine, Vault([OTHER_KEY, KEY])))

    after = Database(database.engine, Vault([OTHER_KEY]))
    assert show_sender("#1", database=after, now=now).sender.block_note == "insults"


def test_a_block_and_why_survive_a_rotation(database, alice, now):
    block_sender(alice, HIM, database=database, now=now, note="Paul, from the office")
    assert b"Paul" not in bytes(one(database, "SELECT block_note_secret FROM senders"))
    during = Database(database.engine, Vault([OTHER_KEY, KEY]))
    rotate_secrets(database=during)

    after = Database(database.engine, Vault([OTHER_KEY]))
    receive(after, a_text(now))

    assert reply_states(database) == []
    detail = show_sender("#1", database=after, now=now)
    assert detail.sender.block_note == "Paul, from the office"


def both_keys(database):
    return Database(database.engine, Vault([OTHER_KEY, KEY]))


def rotate_one(connection, vault, after):
    return rotate_page(connection, vault, inbounds, ("body_secret",), None, after=after)


def test_a_page_begins_where_the_former_ended_and_reads_only_its_own_rows(database):
    add_texts(database, 12_000, vault=Vault([OTHER_KEY]))
    add_texts(database, 1_200)
    during, seen = both_keys(database), []

    last_id = 12_000
    while last_id is not None:
        with during.transaction() as connection:
            rows_read = RowsRead(connection)
            page = rotate_one(connection, during.vault, last_id)
            seen.append((page.last_id, page.rotated))
            # Itself and the update that follows; not the 12,000 before it.
            assert rows_read("inbounds") <= 4 * 1_200
        last_id = page.last_id

    assert seen == [(12_500, 500), (13_000, 500), (13_200, 200), (None, 0)]


def test_where_nothing_is_to_be_done_a_page_is_longer_but_has_an_end(database):
    add_texts(database, 60_000, vault=Vault([OTHER_KEY]))
    during = both_keys(database)

    with during.transaction() as connection:
        rows_read = RowsRead(connection)
        page = rotate_one(connection, during.vault, 0)
        assert rows_read("inbounds") <= 2 * 5_000 + 10

    assert (page.last_id, page.rotated) == (5_000, 0)


class KilledError(Exception):
    pass


def test_a_rotation_that_is_killed_half_way_keeps_what_it_did_and_the_next_does_the_rest(database):
    add_texts(database, 1_300)
    during = both_keys(database)
    told = []

    def die(progress):
        told.append((progress.table, progress.percent, progress.rotated))
        if progress.rotated >= 1_000:
            raise KilledError

    with pytest.raises(KilledError):
        rotate_secrets(database=during, tell=die)
    first = "SELECT id, body_secret FROM inbounds WHERE id <= 1000 ORDER BY id"
    done = rows(during, first)

    assert [one for one in told if one[0] == "inbounds"] == [
        ("inbounds", 38, 500), ("inbounds", 76, 1_000),
    ]  # fmt: skip
    assert one(during, "SELECT count(DISTINCT key_id) FROM inbounds") == 2
    assert rotate_secrets(database=during) == 300
    assert rows(during, first) == done
    assert rows(during, "SELECT key_id FROM secret_keys") == [(during.vault.key_id,)]


def test_what_a_late_process_writes_behind_a_rotation_is_rotated_too(database):
    add_texts(database, 700)
    during, late = both_keys(database), Vault([KEY])

    def write_behind(progress):
        if progress.rotated == 500:
            with database.transaction() as connection:
                connection.execute(
                    text("UPDATE inbounds SET key_id = :key, body_secret = :body WHERE id = 1"),
                    {"key": late.key_id, "body": late.hide("tard")},
                )

    rotate_secrets(database=during, tell=write_behind)

    assert rows(during, "SELECT DISTINCT key_id FROM inbounds") == [(during.vault.key_id,)]
    assert during.vault.read(one(during, "SELECT body_secret FROM inbounds WHERE id = 1")) == "tard"
