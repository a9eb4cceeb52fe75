"""Settings: read once, all problems at once, no values in what is said about them."""

import re
from pathlib import Path

import pytest

from hotline.domain.errors import MisconfiguredError
from hotline.settings import Settings, database_url, redis_url
from simulator.box.environment import PAGE_PORT
from simulator.box.state import DATA_FOLDER
from tests.support.cast import AUTH_TOKEN, BOT_TOKEN, KEY, OTHER_KEY
from tests.support.environment import environment

ROOT = Path(__file__).parents[1]


def full(**more):
    return environment("postgres://u:p@host/db", "redis://host:6379", **more)


def test_a_full_environment_is_read():
    settings = Settings.from_env(full(REPLY_DELAY="90m", COUNTRIES="fr, be", DAILY_BUDGET="12,5"))

    assert settings.first.delay_seconds == 5400
    assert settings.first.countries == ("FR", "BE")
    assert settings.first.daily_budget_micros == 12_500_000
    assert settings.twilio_api_url == "https://api.twilio.com"


def test_all_problems_are_told_at_once_and_without_their_values():
    bad = full(
        DATABASE_URL="mysql://secret-host",
        SECRET_KEY="too-short-secret",
        COUNTRIES="France",
        TIMEZONE="Paris/Nowhere",
        OWNER_TELEGRAM_IDS="@alice",
        PUBLIC_URL="hotline.example.org",
        TWILIO_REPLY_FROM="far too long a sender name",
    )
    del bad["TELEGRAM_BOT_TOKEN"]

    with pytest.raises(MisconfiguredError) as raised:
        Settings.from_env(bad)

    named = [problem.split()[0] for problem in raised.value.problems]
    assert sorted(named) == sorted(
        ["DATABASE_URL", "SECRET_KEY", "COUNTRIES", "TIMEZONE", "OWNER_TELEGRAM_IDS",
         "PUBLIC_URL", "TWILIO_REPLY_FROM", "TELEGRAM_BOT_TOKEN"]
    )  # fmt: skip
    assert "secret" not in str(raised.value)
    assert "@alice" not in str(raised.value)


def test_no_secret_shows_in_the_repr():
    shown = repr(Settings.from_env(full()))

    for secret in (KEY, AUTH_TOKEN, BOT_TOKEN, "u:p@"):
        assert secret not in shown


@pytest.mark.parametrize(
    "given",
    ["postgres://u:p@h:5432/d", "postgresql://u:p@h:5432/d", "postgresql+psycopg://u:p@h:5432/d"],
)
def test_a_platforms_database_url_gets_our_driver(given):
    assert database_url(given) == "postgresql+psycopg://u:p@h:5432/d"


@pytest.mark.parametrize("name", ["DATABASE_URL", "REDIS_URL", "PUBLIC_URL"])
def test_a_port_that_is_no_number_is_told_at_the_start(name):
    schemes = {"DATABASE_URL": "postgres", "REDIS_URL": "redis", "PUBLIC_URL": "https"}

    with pytest.raises(MisconfiguredError, match=f"{name} has a port"):
        Settings.from_env(full(**{name: f"{schemes[name]}://host:abc/x"}))


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ("redis://h:6379", "redis://h:6379"),
        ("unix:///run/redis.sock", "unix:///run/redis.sock"),
        ("rediss://:pw@h:6379", "rediss://:pw@h:6379"),
        ("rediss://h:6379?ssl_cert_reqs=none", "rediss://h:6379?ssl_cert_reqs=none"),
        ("rediss://h:6379?ssl_ca_certs=/ca.pem", "rediss://h:6379?ssl_ca_certs=%2Fca.pem"),
    ],
)
def test_the_certificate_of_redis_is_verified_unless_its_address_says_otherwise(given, read):
    assert redis_url(given) == read


def test_where_the_platform_signs_the_certificate_itself_a_setting_says_so():
    unverified = full(REDIS_URL="rediss://:pw@h:6379", REDIS_CERTIFICATE="unverified")

    assert Settings.from_env(unverified).redis_url == "rediss://:pw@h:6379?ssl_cert_reqs=none"
    assert redis_url("rediss://h?ssl_cert_reqs=required", verifies=False).endswith("=required")


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"REDIS_URL": "rediss://h?ssl_cert_reqs=None"}, "none, optional or required"),
        ({"REDIS_URL": "rediss://h?ssl_cert_reqs=CERT_NONE"}, "none, optional or required"),
        ({"REDIS_URL": "rediss://h?ssl_cert_reqs="}, "none, optional or required"),
        ({"REDIS_URL": "redis://h?ssl_cert_reqs=none"}, "rediss://"),
        ({"REDIS_URL": "redis://h?timeoutt=5"}, "the parameter timeoutt"),
        ({"REDIS_CERTIFICATE": "no"}, "verified or unverified"),
    ],
)
def test_a_wrong_parameter_of_redis_is_named_at_the_start(more, why):
    with pytest.raises(MisconfiguredError) as refused:
        Settings.from_env(full(**more))

    assert why in str(refused.value)


def test_several_keys_are_read_newest_first():
    settings = Settings.from_env(full(SECRET_KEY=f"{KEY}, {OTHER_KEY}"))

    assert settings.secret_keys == (KEY, OTHER_KEY)


@pytest.mark.parametrize(
    ("key", "why"),
    [
        (f'"{KEY}"', "quotes"),
        (f"'{KEY}'", "quotes"),
        (f"“{KEY}”", "quotes"),
        (f"`{KEY}", "quotes"),
        (f'{KEY},"{OTHER_KEY}"', "quotes"),
        (f'"{KEY},{OTHER_KEY}"', "quotes"),
        ("k" * 40, "no secret"),
        ("ab" * 20, "no secret"),
        (f"{KEY},{'0' * 64}", "no secret"),
        ("change-me-to-a-long-random-string-of-32", "no secret"),
        ("$(openssl rand -hex 32)-and-some-more", "no secret"),
        ("${SECRET_KEY_OF_PRODUCTION_ENVIRONMENT}", "no secret"),
        ("short", "32 characters"),
    ],
)
def test_a_key_that_is_none_is_refused_and_not_shown(key, why):
    with pytest.raises(MisconfiguredError) as refused:
        Settings.from_env(full(SECRET_KEY=key))

    assert why in str(refused.value)
    assert key not in str(refused.value)


@pytest.mark.parametrize("line", ["+330755501234", "+33755501234,+440 7700 900000"])
def test_a_line_that_the_provider_writes_otherwise_is_refused(line):
    with pytest.raises(MisconfiguredError):
        Settings.from_env(full(TWILIO_NUMBERS=line))


def test_every_variable_is_documented_and_every_documented_one_is_read():
    documented = set(re.findall(r"^#? ?([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.M))
    source = (ROOT / "hotline/settings.py").read_text() + "".join(
        one.read_text() for one in (ROOT / "webhook").glob("*.py")
    )
    read = set(re.findall(r'(?:reader\.read\(|environ\.get\()\s*"([A-Z_]+)"', source))

    assert documented == read | {PAGE_PORT, DATA_FOLDER}
