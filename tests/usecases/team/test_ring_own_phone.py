"""/test: one's own phone rings, and the second way is tried by the worker."""

from datetime import timedelta

import pytest
from flask import Flask, request

from hotline.gateways.backup_alerts import BackupAlerts
from hotline.store.organizers import change_organizer
from hotline.usecases.team.ring_own_phone import ring_own_phone
from hotline.usecases.team.try_second_way import find_asked_test, try_second_way
from simulator.serving import Served
from tests.support.inbounds import rows


@pytest.fixture
def mailbox():
    app, received = Flask("mailbox"), []

    @app.post("/alerts")
    def alerts():
        received.append(request.get_json())
        return ""

    server = Served(app).start()
    yield received, server.url.replace("http://", "json://") + "/alerts"
    server.stop()


def told(database):
    return rows(database, "SELECT organizer_id, kind, is_loud, facts FROM notices ORDER BY id")


def test_only_ones_own_phone_rings(database, alice, bruno, now):
    assert ring_own_phone(alice, database=database, now=now)
    assert told(database) == [(alice.id, "test_ring", True, {})]


def test_it_says_if_a_raid_would_be_silent(database, alice, now):
    with database.transaction() as connection:
        values = {"raids_sound": False, "muted_until": now + timedelta(hours=1)}
        change_organizer(connection, alice.id, **values)
    assert not ring_own_phone(alice, database=database, now=now)


def test_the_second_way_is_tried_once_and_who_asked_is_told(database, alice, mailbox, now):
    received, url = mailbox
    ring_own_phone(alice, database=database, now=now)
    assert find_asked_test(database=database)
    way = BackupAlerts([url, "nonsense://"])
    for _ in range(2):
        try_second_way(way=way, database=database, now=now)

    assert len(received) == 1
    assert not find_asked_test(database=database)
    assert told(database)[1:] == [(alice.id, "test_elsewhere", True, {"told": 1, "addresses": 2})]


def test_what_was_asked_long_ago_is_not_tried(database, alice, mailbox, now):
    received, url = mailbox
    ring_own_phone(alice, database=database, now=now)
    try_second_way(way=BackupAlerts([url]), database=database, now=now + timedelta(minutes=11))
    assert received == []
    assert not find_asked_test(database=database)
