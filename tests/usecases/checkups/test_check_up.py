"""A check-up makes every look, and says in words what each has found."""

from dataclasses import replace

from hotline.checkup_words import Reader, checkup_in_words
from hotline.domain.checkups import Check, Finding, State
from hotline.gateways.redis_probe import RedisProbe
from hotline.usecases.checkups.check_up import check_up
from hotline.wiring import utc_now
from hotline.words import Words
from simulator.serving import free_port
from tests.support.checkups import Broken, found
from tests.support.inbounds import rows


def test_nothing_is_wrong_with_a_healthy_hotline(healthy, database):
    assert found(healthy, database) == {}
    all_found = check_up(healthy, database=database, clock=utc_now)
    assert "All is well." in checkup_in_words(all_found, Reader.OWNER, Words("en"), now=utc_now())


def test_looking_writes_nothing_but_is_seen_by_nobody(healthy, database, phone):
    before = rows(database, "SELECT count(*) FROM inbounds UNION ALL SELECT count(*) FROM replies")
    found(healthy, database)

    assert (
        rows(database, "SELECT count(*) FROM inbounds UNION ALL SELECT count(*) FROM replies")
        == before
    )
    assert {request["method"] for request in phone.requests} == {"GET"}


def test_a_queue_that_forgets_and_one_that_is_away_are_wrong(healthy, database, redis_url):
    from redis import Redis

    redis = Redis.from_url(redis_url)
    redis.config_set("maxmemory-policy", "allkeys-lru")
    try:
        assert found(healthy, database)[Check.QUEUE, "forgets"].facts == {"policy": "allkeys-lru"}
    finally:
        redis.config_set("maxmemory-policy", "noeviction")
        redis.close()
    away = replace(healthy, queue=RedisProbe(f"redis://127.0.0.1:{free_port()}"))
    assert list(found(away, database)) == [(Check.QUEUE, "away")]


def test_a_look_that_fails_takes_nothing_away_from_the_others(healthy, database):
    broken = replace(healthy, probe=Broken(), queue=Broken(), provider=Broken())

    assert set(found(broken, database)) == {
        (Check.ACCOUNT, "failed"),
        (Check.ADDRESS, "failed"),
        (Check.QUEUE, "failed"),
    }


def test_more_than_a_message_holds_is_counted(now):
    many = [Finding(Check.LINE, State.WRONG, "not_ours", {"line": f"+3375550{n:04}"})
            for n in range(60)]  # fmt: skip
    told = checkup_in_words(many, Reader.OWNER, Words("fr"), now=now)

    assert len(told) < 4096
    assert "autres points" in told
