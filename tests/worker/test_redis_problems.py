"""What is wrong with Redis is named: a wrong password is no outage."""

import pytest
from redis import Redis

from hotline.gateways.redis_probe import RedisProbe
from hotline.gateways.redis_problems import RedisProblem, name_problem, sentence_of
from simulator.serving import free_port
from tests.support.tls import behind_tls


@pytest.fixture
def guarded(redis_url):
    """The port of a Redis that wants a password, and whose user `reader` may not do much."""
    redis = Redis.from_url(redis_url)
    redis.flushdb()
    redis.acl_setuser("default", passwords=["+right"], enabled=True, reset_passwords=True)
    redis.acl_setuser(
        "reader", passwords=["+right"], enabled=True, categories=["-@all"], commands=["+auth"]
    )
    yield int(redis_url.rpartition(":")[2].partition("/")[0])
    redis = Redis.from_url(redis_url, password="right")
    redis.acl_setuser("default", nopass=True, enabled=True, reset_passwords=True)
    redis.acl_deluser("reader")


def problem(url):
    return RedisProbe(url).look()


def test_a_password_that_is_wrong_or_missing_is_named(guarded):
    assert problem(f"redis://:wrong@127.0.0.1:{guarded}") is RedisProblem.PASSWORD
    assert problem(f"redis://127.0.0.1:{guarded}") is RedisProblem.PASSWORD
    assert problem(f"redis://nobody:right@127.0.0.1:{guarded}") is RedisProblem.PASSWORD
    assert problem(f"redis://reader:right@127.0.0.1:{guarded}") is RedisProblem.FORBIDDEN
    assert problem(f"redis://:right@127.0.0.1:{guarded}") == "noeviction"


def test_a_password_where_none_is_set_is_accepted_or_named(redis_url):
    with_password = redis_url.replace("redis://", "redis://:superfluous@")

    assert problem(with_password) in ("noeviction", RedisProblem.PASSWORD)


def test_a_wrong_protocol_is_named_on_both_sides(redis_url, tmp_path):
    plain = int(redis_url.rpartition(":")[2].partition("/")[0])
    with behind_tls(plain, tmp_path) as port:
        assert problem(f"redis://127.0.0.1:{port}") is RedisProblem.SPEAKS_TLS
        assert problem(f"rediss://127.0.0.1:{port}") is RedisProblem.CERTIFICATE
        assert problem(f"rediss://127.0.0.1:{port}?ssl_cert_reqs=none") == "noeviction"
    assert problem(f"rediss://127.0.0.1:{plain}") is RedisProblem.SPEAKS_NO_TLS


def test_a_database_or_a_parameter_that_is_none_is_named(redis_url):
    root = redis_url.rpartition("/")[0] if redis_url.count("/") > 2 else redis_url

    assert problem(f"{root}/9999") is RedisProblem.NO_DATABASE
    assert problem(f"{root}?nonsense=1") is RedisProblem.PARAMETER


def test_nobody_there_is_an_outage():
    assert problem(f"redis://127.0.0.1:{free_port()}") is RedisProblem.AWAY


def test_a_full_redis_is_named(redis_url):
    redis = Redis.from_url(redis_url)
    redis.config_set("maxmemory", 1)
    try:
        with pytest.raises(Exception, match="maxmemory") as full:
            redis.set("x", "y")
        assert name_problem(full.value, redis_url) is RedisProblem.FULL
    finally:
        redis.config_set("maxmemory", 0)


@pytest.mark.parametrize("one", RedisProblem)
def test_every_problem_has_a_sentence(one):
    assert sentence_of(one)
