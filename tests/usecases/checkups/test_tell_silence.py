"""Whoever lives tells of those who do not, and when it is over."""

import json
from datetime import timedelta

import pytest
from flask import Flask, request

from hotline.gateways.backup_alerts import BackupAlerts
from hotline.store.heartbeats import beat
from hotline.usecases.checkups.report_failing_work import report_failing_work, report_work_again
from hotline.usecases.checkups.tell_bot_silence import find_bot_news, tell_bot_silence
from hotline.usecases.checkups.tell_silence import find_silent_parts, tell_silence
from simulator.serving import Served
from tests.support.inbounds import rows

MINUTE = timedelta(minutes=1)
PARTS = ("web", "worker")


def beats(database, at, *names):
    with database.transaction() as connection:
        for name in names:
            beat(connection, name, at)


def told(database):
    query = "SELECT kind, facts FROM notices WHERE organizer_id = 1 ORDER BY id"
    return [(kind, facts.get("part") or facts.get("name")) for kind, facts in rows(database, query)]


def look(database, now):
    found = find_silent_parts(PARTS, database=database, now=now)
    tell_silence(found, database=database, now=now)
    return found


def test_a_silent_part_is_told_once_and_so_is_its_end(database, now):
    beats(database, now, "web", "worker", "store")
    assert look(database, now + 2 * MINUTE) == {"web": False, "worker": False}
    beats(database, now + 3 * MINUTE, "web")
    for minutes in (3, 3.5, 60):
        beats(database, now + minutes * MINUTE, "web")
        look(database, now + minutes * MINUTE)
    assert told(database) == [("part_silent", "worker")]

    beats(database, now + 61 * MINUTE, "web", "worker")
    for minutes in (61, 62):
        look(database, now + minutes * MINUTE)
    assert told(database) == [("part_silent", "worker"), ("part_alive", "worker")]


def test_where_the_scheduler_lives_only_the_queue_is_silent(database, now):
    beats(database, now, "web", "worker")
    beats(database, now + 5 * MINUTE, "web", "store")
    look(database, now + 5 * MINUTE)

    assert told(database) == [("part_silent", "redis")]


def test_a_part_that_was_never_started_is_silent_some_minutes_after_the_set_up(database, now):
    assert look(database, now + MINUTE) == {"web": False, "worker": False}
    assert look(database, now + 3 * MINUTE) == {"web": True, "worker": True}
    assert told(database) == [("part_silent", "web"), ("part_silent", "worker")]


@pytest.fixture
def elsewhere():
    """An address of ALERT_URLS, and what it got. It can be closed."""
    got, closed = [], []
    app = Flask("alerts")

    @app.post("/here")
    def here():
        if closed:
            return "", 500
        got.append(json.loads(request.get_data())["message"])
        return ""

    server = Served(app).start()
    way = BackupAlerts([server.url.replace("http://", "json://") + "/here"])
    yield way, got, closed
    server.stop()


def test_the_worker_tells_of_a_silent_bot_by_the_second_way(database, now, elsewhere):
    way, got, closed = elsewhere
    beats(database, now, "bot")
    assert not find_bot_news(database=database, now=now + 2 * MINUTE)
    late = now + 3 * MINUTE
    assert find_bot_news(database=database, now=late)
    closed.append(1)
    assert not tell_bot_silence(way=way, database=database, now=late)
    assert not find_bot_news(database=database, now=late + MINUTE)
    closed.clear()
    again = late + 5 * MINUTE
    assert find_bot_news(database=database, now=again)
    assert tell_bot_silence(way=way, database=database, now=again)
    assert not find_bot_news(database=database, now=again + 60 * MINUTE)

    beats(database, again + 61 * MINUTE, "bot")
    assert find_bot_news(database=database, now=again + 61 * MINUTE)
    assert tell_bot_silence(way=way, database=database, now=again + 61 * MINUTE)
    assert ["muet" in one for one in got] == [True, False]
    assert not find_bot_news(database=database, now=again + 62 * MINUTE)


def test_work_that_fails_again_and_again_is_told_by_its_name_once(database, now):
    for seconds in range(0, 600, 50):
        moment = now + timedelta(seconds=seconds)
        report_failing_work("dispatch", "ValueError", database=database, now=moment)
    assert told(database) == [("work_failing", "dispatch")]

    for _ in range(2):
        report_work_again("dispatch", database=database, now=now)
    assert told(database) == [("work_failing", "dispatch"), ("work_again", "dispatch")]


def test_failures_of_one_moment_or_with_a_success_between_are_not_told(database, now):
    for _ in range(50):
        report_failing_work("beat", "ValueError", database=database, now=now)
    for minutes in range(20):
        moment = now + minutes * MINUTE
        report_failing_work("sweep", "ValueError", database=database, now=moment)
        report_work_again("sweep", database=database, now=moment)

    assert told(database) == []
