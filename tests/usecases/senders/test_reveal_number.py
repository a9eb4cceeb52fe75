"""An owner sees a number for a minute, and the audit log keeps why."""

from datetime import timedelta

from hotline.domain.roles import Role
from hotline.store.organizers import change_organizer
from hotline.usecases.senders.find_expiring_messages import find_expiring_messages, note_vanished
from hotline.usecases.senders.reveal_number import Why, reveal_number
from tests.support.cast import HIM
from tests.support.inbounds import a_text, receive, rows
from tests.support.refusals import refused


def test_a_number_is_revealed_to_owners_written_down_and_vanishes(database, alice, bruno, now):
    receive(database, a_text(now))
    found = reveal_number(alice, 1, Why.COMPLAINT, 77, database=database, now=now)

    assert found.number == HIM
    assert HIM not in repr(found)
    audit = rows(database, "SELECT verb, subject, facts FROM audit_entries")
    assert audit == [("reveal", "sender:1", {"why": "complaint"})]
    assert HIM not in str(rows(database, "SELECT facts::text FROM notices"))
    assert find_expiring_messages(database=database, now=now + timedelta(seconds=59)) == []
    (due,) = find_expiring_messages(database=database, now=now + timedelta(seconds=60))
    assert due.message.message_id == 77
    note_vanished(due.message, database=database)
    assert find_expiring_messages(database=database, now=now + timedelta(hours=1)) == []


def test_others_reveal_nothing(database, alice, bruno, now):
    receive(database, a_text(now))
    with database.transaction() as connection:
        change_organizer(connection, bruno.id, role=Role.ORGANIZER)

    refused("owners_only", reveal_number, bruno, 1, Why.DANGER, 7, database=database, now=now)
    assert rows(database, "SELECT verb FROM audit_entries") == []
    assert rows(database, "SELECT * FROM vanishing_messages") == []
