"""`/healthz` says whether texts can be kept, and `/healthz/all` what is alive, and since when."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import event, text

from hotline.domain.health import PARTS
from hotline.usecases.checkups.record_heartbeat import record_heartbeat
from hotline.wiring import Hotline, utc_now
from tests.conftest import empty
from tests.support.cast import METRICS_TOKEN
from tests.support.webhooks import signed, sms_form
from webhook import inbound_writer
from webhook.app import create_app


@pytest.fixture
def client(hotline):
    return create_app(hotline).test_client()


def ask_all(client, token=METRICS_TOKEN):
    return client.get("/healthz/all", headers={"Authorization": f"Bearer {token}"})


def test_strangers_learn_only_whether_texts_can_be_kept(client, database):
    answer = client.get("/healthz")

    assert (answer.status_code, answer.get_json()) == (200, {"status": "ok"})


def test_each_part_is_shown_with_its_age_to_whoever_has_the_token(client, database):
    moment = utc_now()
    record_heartbeat("worker", database=database, now=moment - timedelta(minutes=5))
    record_heartbeat("bot", database=database, now=moment)

    answer = ask_all(client)

    found = answer.get_json()
    assert (answer.status_code, found["status"]) == (503, "silent")
    assert found["postgresql"] == {"alive": True, "age_seconds": 0.0}
    assert found["bot"]["alive"]
    assert found["bot"]["age_seconds"] < 5
    assert not found["worker"]["alive"]
    assert 300 <= found["worker"]["age_seconds"] < 310
    assert found["redis"] == {"alive": False, "age_seconds": None}


def test_all_is_well_when_every_part_is_alive(client, database):
    for part in PARTS:
        record_heartbeat(part, database=database, now=utc_now())

    answer = ask_all(client)
    assert (answer.status_code, answer.get_json()["status"]) == (200, "ok")


@pytest.mark.parametrize("token", ["", "another", METRICS_TOKEN + "x", "é"])
def test_without_the_token_there_is_no_such_page(client, token):
    assert ask_all(client, token).status_code == 404
    assert client.get("/healthz/all").status_code == 404


def test_where_no_token_is_set_there_is_no_such_page_either(hotline):
    without = Hotline(replace(hotline.settings, metrics_token=None), hotline.database)
    client = create_app(without).test_client()

    for token in ("", "None", METRICS_TOKEN):
        assert ask_all(client, token).status_code == 404


def test_many_who_ask_at_once_cost_one_look(hotline, database):
    """PostgreSQL is asked at most once a second, whoever asks."""
    looks = []
    event.listen(database.engine, "commit", lambda _: looks.append(1))
    client = create_app(hotline).test_client()
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: client.get("/healthz").status_code, range(200)))

    assert answers == [200] * 200
    assert len(looks) < 10


def test_a_hotline_that_is_not_set_up_could_not_keep_a_text(client, database):
    empty(database.engine)

    assert client.get("/healthz").status_code == 503


def test_a_hotline_that_is_not_migrated_could_not_keep_a_text(client, database):
    with database.transaction() as connection:
        connection.execute(text("ALTER TABLE settings RENAME TO settings_away"))
    try:
        assert client.get("/healthz").status_code == 503
    finally:
        with database.transaction() as connection:
            connection.execute(text("ALTER TABLE settings_away RENAME TO settings"))


def test_a_writer_that_keeps_nothing_is_seen_from_outside(hotline, database, now, monkeypatch):
    """PostgreSQL answers every look; only what the intake writes is refused."""
    monkeypatch.setattr(inbound_writer, "_PATIENCE_SECONDS", 0.0)
    client = create_app(hotline).test_client()
    with database.transaction() as connection:
        connection.execute(text("ALTER TABLE replies RENAME COLUMN planned_at TO gone"))
    try:
        for _ in range(3):
            assert client.post(**signed("/twilio/sms", sms_form())).status_code == 503
        assert client.get("/healthz").status_code == 503
        found = ask_all(client).get_json()
        assert (found["status"], found["postgresql"]["alive"]) == ("the writer fails", True)
    finally:
        with database.transaction() as connection:
            connection.execute(text("ALTER TABLE replies RENAME COLUMN gone TO planned_at"))
    assert client.post(**signed("/twilio/sms", sms_form())).status_code == 200
