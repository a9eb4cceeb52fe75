"""The hotline recognises its organizers and keeps nothing of a stranger."""

from hotline.store.organizers import change_organizer
from hotline.usecases.team.recognise_organizer import recognise_organizer
from tests.support.cast import ALICE, MALLORY
from tests.support.inbounds import one, rows


def test_a_stranger_leaves_no_trace(database, now):
    before = rows(database, "SELECT * FROM organizers")

    found = recognise_organizer(MALLORY, name="x", language="fr", database=database, now=now)

    assert found is None
    assert rows(database, "SELECT * FROM organizers") == before


def test_organizers_names_and_accounts_are_encrypted(database, now):
    recognise_organizer(ALICE, name="Alice Martin", language="en", database=database, now=now)

    dump = one(database, "SELECT string_agg(o::text, ' ') FROM organizers AS o")
    assert "Martin" not in dump
    assert str(ALICE) not in dump.replace("10:01", "")


def test_writing_in_a_group_makes_nobody_reachable(database, alice, now):
    with database.transaction() as connection:
        change_organizer(connection, alice.id, unreachable_since=now)

    def seen(*, is_private):
        named = {"name": "Alice", "language": None, "is_private": is_private}
        recognise_organizer(ALICE, **named, database=database, now=now)
        return one(database, "SELECT unreachable_since IS NULL FROM organizers WHERE id = 1")

    assert not seen(is_private=False)
    assert seen(is_private=True)
