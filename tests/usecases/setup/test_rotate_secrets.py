"""Owners change the key while the hotline works."""

from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

from hotline.store.database import Database
from hotline.usecases.senders.block_sender import block_sender
from hotline.usecases.senders.list_senders import list_senders
from hotline.usecases.senders.show_sender import show_sender
from hotline.usecases.setup.rotate_secrets import rotate_secrets
from hotline.usecases.team.recognise_organizer import recognise_organizer
from hotline.vault import Vault
from tests.support.cast import ALICE, HIM, KEY, OTHER_KEY
from tests.support.inbounds import a_text, one, receive, reply_states, rows


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
