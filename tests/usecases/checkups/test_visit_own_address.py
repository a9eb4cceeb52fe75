"""The worker visits our address from outside, and tells when it does not answer any more."""

import json
import time
from datetime import timedelta

import pytest
from flask import Flask, Response, request

from hotline.gateways import webhook_probe
from hotline.gateways.backup_alerts import BackupAlerts
from hotline.gateways.webhook_probe import WebhookProbe
from hotline.store.heartbeats import beat
from hotline.usecases.checkups.visit_own_address import visit_own_address
from simulator.serving import Served
from tests.support.cast import ACCOUNT_SID, AUTH_TOKEN
from tests.support.inbounds import rows

MINUTE = timedelta(minutes=1)
WELL = Response(json.dumps({"status": "ok"}), mimetype="application/json")


@pytest.fixture
def outside():
    """Our address as seen from outside, and an address of ALERT_URLS: what they say and got."""
    says, told = [WELL], []
    app = Flask("outside")

    @app.get("/healthz")
    def healthz():
        return says[-1]

    @app.post("/twilio/status")
    def status():
        return "", 200 if request.headers.get("X-Twilio-Signature") else 403

    @app.post("/alert")
    def alert():
        told.append(json.loads(request.get_data())["message"])
        return ""

    server = Served(app).start()
    yield server, says, told
    server.stop()


@pytest.fixture
def visit(outside, database):
    server, _, _ = outside
    probe = WebhookProbe(server.url, ACCOUNT_SID, AUTH_TOKEN)
    way = BackupAlerts([server.url.replace("http://", "json://") + "/alert"])

    def visit(at):
        with database.transaction() as connection:
            beat(connection, "web", at)
        return visit_own_address(probe, host="here.example", way=way, database=database, now=at)

    return visit


def notices(database):
    query = "SELECT kind, is_loud FROM notices WHERE organizer_id = 1 ORDER BY id"
    return rows(database, query)


@pytest.mark.parametrize(
    "says",
    [
        pytest.param(Response("Application error", 503), id="the platform's own page"),
        pytest.param(Response('{"status": "unavailable"}', 503), id="ours, which is not well"),
        pytest.param(Response("<h1>Welcome to nginx!</h1>"), id="somebody else's"),
        pytest.param(Response("", 301, {"Location": "/elsewhere"}), id="a redirection"),
        pytest.param(Response("[]"), id="rubbish"),
    ],
)
def test_three_failures_in_a_row_are_told_once_and_so_is_their_end(
    visit, outside, database, now, says
):
    _, answers, told = outside
    assert visit(now)
    answers.append(says)
    for minute in range(1, 8):
        assert not visit(now + minute * MINUTE)
        assert len(notices(database)) == (minute >= 3)
    assert len(told) == 1
    assert "here.example" in told[0]

    answers.append(WELL)
    for minute in (8, 9):
        assert visit(now + minute * MINUTE)
    assert notices(database) == [("address_away", True), ("address_back", False)]
    assert len(told) == 2


def test_a_single_failure_or_two_are_told_to_nobody(visit, outside, database, now):
    _, answers, told = outside
    for minute in range(12):
        answers.append(WELL if minute % 3 == 0 else Response("", 502))
        visit(now + minute * MINUTE)

    assert notices(database) == []
    assert told == []


def test_nobody_there_at_all_is_a_failure_and_makes_no_second_sound(database, now):
    """The bot has told of the silent web already."""
    probe = WebhookProbe("http://127.0.0.1:1", ACCOUNT_SID, AUTH_TOKEN)
    later = now + 10 * MINUTE
    with database.transaction() as connection:
        beat(connection, "web", now)
    for minute in range(3):
        visit_own_address(
            probe,
            host="here.example",
            way=BackupAlerts([]),
            database=database,
            now=later + minute * MINUTE,
        )

    assert notices(database) == [("address_away", False)]


def test_an_endless_or_a_dripping_answer_is_given_up(visit, outside, now, monkeypatch):
    """A megabyte of it is not read, and a byte a second not waited for."""
    monkeypatch.setattr(webhook_probe, "_LIMIT_SECONDS", 0.3)
    _, answers, _ = outside
    read = []

    def endless():
        for _ in range(100_000):
            read.append(1)
            yield b"x" * 1_000

    def dripping():
        for _ in range(20):
            time.sleep(0.1)
            yield b" "

    answers.append(Response(endless()))
    assert not visit(now)
    assert len(read) < 50_000
    answers.append(Response(dripping()))
    assert not visit(now + MINUTE)


def test_who_answers_well_but_takes_nothing_that_twilio_signs_is_not_ours(database, now):
    app = Flask("another")
    app.get("/healthz")(lambda: {"status": "ok"})
    server = Served(app).start()
    probe = WebhookProbe(server.url, ACCOUNT_SID, AUTH_TOKEN)

    assert not visit_own_address(
        probe, host="here.example", way=BackupAlerts([]), database=database, now=now
    )
    server.stop()
