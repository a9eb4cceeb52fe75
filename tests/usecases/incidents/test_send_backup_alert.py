"""The hotline tells a raid by the second way when Telegram is away, and nothing personal."""

from datetime import timedelta

import pytest
from flask import Flask, request

from hotline.domain.detection.evidence import Kind
from hotline.gateways.backup_alerts import BackupAlerts
from hotline.store.heartbeats import beat
from hotline.store.incident_cards import add_cards
from hotline.store.incidents import change_incident
from hotline.store.settings import change_settings
from hotline.usecases.incidents.acknowledge_incident import acknowledge_incident
from hotline.usecases.incidents.send_backup_alert import find_untold_raid, send_backup_alert
from simulator.serving import Served, free_port
from tests.support.cast import HIM, LINE
from tests.support.inbounds import a_text, receive


@pytest.fixture
def mailbox():
    """A service that Apprise speaks to: what it was sent."""
    received = []
    app = Flask("mailbox")

    @app.post("/alerts")
    def alerts():
        received.append(request.get_json())
        return ""

    server = Served(app).start()
    received_at = server.url.replace("http://", "json://") + "/alerts"
    yield received, BackupAlerts([received_at])
    server.stop()


@pytest.fixture
def raid(database, alice, now):
    """Five minutes old; Telegram has been away for four."""
    with database.transaction() as connection:
        beat(connection, "bot", now - timedelta(minutes=4))
        connection.exec_driver_sql(
            "INSERT INTO incidents (kind, opened_at, onset_at, alarm, evidence, raid_chance, kinds,"
            " usual_per_minute, peak_per_minute, last_alarm_at, weighed_at)"
            " VALUES ('raid', %(at)s, %(at)s, '{}', '[]', 1, '[]', 1, 80, %(now)s, %(now)s)",
            {"at": now - timedelta(minutes=5), "now": now},
        )
        change_settings(connection, mode="guarded", guard_since=now)
    return 1


def find(database, now):
    return find_untold_raid(database=database, now=now)


def test_a_raid_is_told_once_an_hour_while_telegram_is_away(database, raid, mailbox, now):
    received, way = mailbox
    assert find(database, now) == raid

    assert send_backup_alert(raid, way=way, database=database, now=now)
    assert find(database, now) is None
    assert not send_backup_alert(raid, way=way, database=database, now=now)
    assert len(received) == 1
    assert received[0]["title"] == "Anti-relou"
    assert "Un raid est en cours depuis 16:55" in received[0]["message"].replace("\xa0", " ")

    later = now + timedelta(minutes=56)
    assert find(database, later) == raid
    assert send_backup_alert(raid, way=way, database=database, now=later)
    assert len(received) == 2


def test_nothing_personal_is_in_it(database, raid, mailbox, now):
    received, way = mailbox
    receive(database, a_text(now, HIM, body="on sait où tu habites"))
    send_backup_alert(raid, way=way, database=database, now=now)

    for secret in (HIM, LINE, "Alice", "habites", "1001"):
        assert secret not in str(received)


def test_who_can_be_told_by_telegram_is_not_told_elsewhere(database, raid, now):
    with database.transaction() as connection:
        beat(connection, "bot", now)
        add_cards(connection, raid, now, is_loud=True)
    assert find(database, now) == raid  # Telegram answers, but nobody has seen the card

    with database.transaction() as connection:
        connection.exec_driver_sql("UPDATE incident_cards SET message_id = 7 WHERE id = 1")
    assert find(database, now) is None


def test_what_nobody_looks_after_is_told_by_the_second_way_too(database, raid, alice, now):
    with database.transaction() as connection:
        beat(connection, "bot", now + timedelta(minutes=10))
        add_cards(connection, raid, now, is_loud=True)
        connection.exec_driver_sql("UPDATE incident_cards SET message_id = 7")
    at = now + timedelta(minutes=10)
    assert find(database, at - timedelta(seconds=1)) is None
    assert find(database, at) == raid

    acknowledge_incident(alice, raid, database=database, now=at)
    assert find(database, at) is None


@pytest.mark.parametrize(
    "change",
    [{"kind": Kind.SURGE}, {"closed": True}, {"opened": timedelta(minutes=2)}],
)
def test_what_is_no_raid_over_or_just_begun_is_not_told(database, raid, now, change):
    with database.transaction() as connection:
        if "kind" in change:
            change_incident(connection, raid, kind=change["kind"])
        elif "closed" in change:
            change_incident(connection, raid, closed_at=now)
        else:
            change_incident(connection, raid, opened_at=now - change["opened"])
    assert find(database, now) is None


def test_a_raid_that_ended_meanwhile_is_not_told(database, raid, mailbox, now):
    received, way = mailbox
    with database.transaction() as connection:
        change_incident(connection, raid, closed_at=now)

    assert not send_backup_alert(raid, way=way, database=database, now=now)
    assert received == []


def test_a_service_that_is_away_is_tried_again_and_holds_up_nobody_else(
    database, raid, mailbox, now
):
    received, way = mailbox
    away = f"json://127.0.0.1:{free_port()}/x"
    assert not send_backup_alert(raid, way=BackupAlerts([away]), database=database, now=now)
    assert find(database, now) is None
    assert find(database, now + timedelta(minutes=5)) == raid

    (good,) = [service.urls()[0] for service in way._services]
    both = BackupAlerts([away, good])
    assert not send_backup_alert(raid, way=both, database=database, now=now)
    later = now + timedelta(minutes=5)
    assert send_backup_alert(raid, way=both, database=database, now=later)
    assert find(database, later + timedelta(minutes=30)) is None
    assert len(received) == 1


def test_a_service_that_stays_away_is_tried_three_times_an_hour(database, raid, now):
    away = BackupAlerts([f"json://127.0.0.1:{free_port()}/x"])
    tries = 0
    for minute in range(0, 50, 2):
        at = now + timedelta(minutes=minute)
        if find(database, at) is not None:
            tries += 1
            assert not send_backup_alert(raid, way=away, database=database, now=at)
    assert tries == 3


def test_a_suspended_hotline_says_that_nothing_leaves(database, raid, mailbox, now):
    received, way = mailbox
    with database.transaction() as connection:
        change_settings(connection, mode="suspended", language="en")
    send_backup_alert(raid, way=way, database=database, now=now)

    assert "nothing leaves" in received[0]["message"]


def test_without_the_guard_it_says_so(database, raid, mailbox, now):
    received, way = mailbox
    with database.transaction() as connection:
        change_settings(connection, mode="open", language="en")
    send_backup_alert(raid, way=way, database=database, now=now)

    assert "The guard is not on" in received[0]["message"]


def test_addresses_that_apprise_does_not_know_are_counted():
    way = BackupAlerts(["nonsense://x", "ntfy://topic", "mailto://"])

    assert (way.addresses, way.unreadable) == (1, 2)
