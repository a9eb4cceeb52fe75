"""Care: quiet hours, texts that nobody has to see, numbers that are seen for a minute."""

from datetime import UTC, datetime, timedelta

import pytest

from hotline.domain.errors import RefusedError, RejectedError
from hotline.domain.roles import Role
from hotline.store.organizers import change_organizer
from hotline.usecases.mode.suspend import suspend
from hotline.usecases.reports.find_waiting_notices import find_waiting_notices
from hotline.usecases.senders.find_expiring_messages import find_expiring_messages, note_vanished
from hotline.usecases.senders.reveal_number import Why, reveal_number
from hotline.usecases.senders.show_sender import read_text
from hotline.usecases.setup.change_delay import change_delay
from hotline.usecases.team.change_alerts import change_alerts, show_alerts
from tests.support.cast import HIM
from tests.support.inbounds import a_text, receive, rows


def refused(code, act, *arguments, **named):
    with pytest.raises((RefusedError, RejectedError)) as raised:
        act(*arguments, **named)
    assert raised.value.code == code


def test_in_quiet_hours_it_is_told_without_a_sound(database, alice, bruno):
    night = datetime(2026, 11, 21, 1, 0, tzinfo=UTC)
    change_alerts(bruno, "quiet", "22-8", database=database, now=night)
    suspend(alice, database=database, now=night)

    (told,) = find_waiting_notices(database=database, now=night)
    assert (told.to.id, told.is_loud) == (bruno.id, False)
    # Nobody was awake: in the morning it sounds.
    (later,) = find_waiting_notices(database=database, now=night + timedelta(hours=8))
    assert later.is_loud


def test_a_level_silences_what_is_less(database, alice, bruno, now):
    change_alerts(bruno, "level", "important", database=database, now=now)
    change_delay(alice, 900, database=database, now=now)

    (told,) = find_waiting_notices(database=database, now=now)
    assert not told.is_loud


def test_whoever_wants_no_texts_sees_none(database, alice, bruno, now):
    receive(database, a_text(now, body="une insulte"))
    change_alerts(alice, "texts", "off", database=database, now=now)

    refused("texts_are_off", read_text, alice, "#1", 0, database=database, now=now)
    assert read_text(bruno, "#1", 0, database=database, now=now).body == "une insulte"


@pytest.mark.parametrize(
    ("what", "value"),
    [("quiet", "8-8"), ("quiet", "25-3"), ("quiet", "x"), ("level", "loud"), ("mute", "yes"),
     ("digest", "24"), ("", ""), ("texts", "-1"), ("quiet", "٢-٣")],
)  # fmt: skip
def test_what_is_no_alert_changes_nothing(database, alice, now, what, value):
    before = show_alerts(alice, database=database)
    refused("not_an_alert", change_alerts, alice, what, value, database=database, now=now)

    assert show_alerts(alice, database=database) == before


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
