"""`/healthz` says what is alive, and since when."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from hotline.usecases.checkups.record_heartbeat import record_heartbeat
from hotline.wiring import utc_now
from tests.conftest import empty
from webhook.app import create_app


@pytest.fixture
def client(hotline):
    return create_app(hotline).test_client()


def test_each_part_is_shown_with_its_age(client, database):
    moment = utc_now()
    record_heartbeat("worker", database=database, now=moment - timedelta(minutes=5))
    record_heartbeat("bot", database=database, now=moment)

    answer = client.get("/healthz")

    found = answer.get_json()
    assert answer.status_code == 200
    assert found["postgresql"] == {"alive": True, "age_seconds": 0.0}
    assert found["bot"]["alive"]
    assert found["bot"]["age_seconds"] < 5
    assert not found["worker"]["alive"]
    assert 300 <= found["worker"]["age_seconds"] < 310
    assert found["redis"] == {"alive": False, "age_seconds": None}


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
