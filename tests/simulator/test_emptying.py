"""Only what the box brought along is ever emptied or wiped."""

import pytest
from redis import Redis

from simulator.box.emptying import empty_box, may_empty
from simulator.box.environment import OWN
from simulator.box.hours import read_span
from simulator.page.fault_injection import FaultInjection


@pytest.mark.parametrize(
    ("own", "may"),
    [
        ("DATABASE_URL,REDIS_URL", True),
        ("DATABASE_URL", False),
        ("REDIS_URL", False),
        ("", False),
    ],
)
def test_it_takes_a_database_and_a_redis_of_the_boxs_own(monkeypatch, own, may):
    monkeypatch.setenv(OWN, own)

    assert may_empty() is may


def test_somebodys_own_database_is_left_alone(monkeypatch, database, redis_url):
    monkeypatch.setenv(OWN, "REDIS_URL")
    with Redis.from_url(redis_url) as redis:
        redis.set("kept", "1")

        assert not empty_box(database, redis_url, lambda: pytest.fail("nothing is renewed"))
        assert redis.get("kept") == b"1"
    with database.transaction() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM settings").scalar() == 1


def test_somebodys_own_redis_is_not_wiped():
    fault_injection = FaultInjection({}, None)

    assert "wipe_redis" not in fault_injection.offered
    assert fault_injection.make("wipe_redis", is_on=True) is False


@pytest.mark.parametrize(("words", "seconds"), [("60m", 3600), ("2h", 7200), (" 90 s ", 90)])
def test_a_span_is_read(words, seconds):
    assert read_span(words) == seconds


@pytest.mark.parametrize("words", ["", "60", "m", "-5m", "1d", "1.5h", "999999s", "60m 1s"])
def test_no_span_is_said_to_be_none(words):
    with pytest.raises(ValueError, match="60m"):
        read_span(words)
