"""Organizers choose what makes a sound and what they see."""

from datetime import UTC, datetime, timedelta

import pytest

from hotline.usecases.mode.suspend import suspend
from hotline.usecases.reports.find_waiting_notices import find_waiting_notices
from hotline.usecases.senders.show_sender import read_text
from hotline.usecases.setup.change_delay import change_delay
from hotline.usecases.team.change_alerts import change_alerts, show_alerts
from tests.support.inbounds import a_text, receive
from tests.support.refusals import refused


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


def test_who_wants_no_texts_sees_none(database, alice, bruno, now):
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
