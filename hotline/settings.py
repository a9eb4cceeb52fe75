"""Settings: one frozen object, read from the environment. All problems are reported at once."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from phonenumbers import SUPPORTED_REGIONS

from hotline.domain.errors import HotlineError, MisconfiguredError, SettingProblemError
from hotline.domain.money import to_micros
from hotline.domain.numbers import read_number
from hotline.domain.reply_texts import DEFAULTS
from hotline.domain.written.durations import parse_duration
from hotline.redis_url import redis_url, require_port

TWILIO_API_URL = "https://api.twilio.com"
TELEGRAM_API_URL = "https://api.telegram.org"
_T = TypeVar("_T")
_E164 = re.compile(r"\+[1-9][0-9]{6,14}")
_SENDER = re.compile(r"\+[1-9][0-9]{6,14}|MG[0-9a-fA-F]{32}|(?=.*[A-Za-z])[A-Za-z0-9 ]{1,11}")
_QUOTES = "\"'`“”‘’«»"
# A random key always has more.
_DISTINCT_CHARACTERS = 4
# What examples write in place of a key, and commands that nobody ran.
_PLACEHOLDER = re.compile(
    r"change.?me|your.?(secret|key)|example|placeholder|\$[({]", re.IGNORECASE
)


@dataclass(frozen=True)
class FirstValues:
    """The first values of the settings in the database. Afterwards only the bot changes them.

    The environment is then ignored for these.
    """

    delay_seconds: int
    countries: tuple[str, ...]
    currency: str
    daily_budget_micros: int
    total_budget_micros: int
    language: str
    timezone: str


@dataclass(frozen=True)
class Settings:
    """Everything that the environment tells the processes. Secrets are not in its repr."""

    database_url: str = field(repr=False)
    redis_url: str = field(repr=False)
    public_url: str
    secret_keys: tuple[str, ...] = field(repr=False)
    twilio_account_sid: str = field(repr=False)
    twilio_auth_token: str = field(repr=False)
    twilio_numbers: tuple[str, ...] = field(repr=False)
    twilio_reply_from: str | None = field(repr=False)
    twilio_api_url: str
    telegram_bot_token: str = field(repr=False)
    telegram_api_url: str
    owner_telegram_ids: tuple[int, ...] = field(repr=False)
    alert_urls: tuple[str, ...] = field(repr=False)
    metrics_token: str | None = field(repr=False)
    segments_per_second: float | None
    first: FirstValues

    @staticmethod
    def from_env(environment: Mapping[str, str]) -> "Settings":
        """Read every variable. Raises MisconfiguredError with all problems, but without values."""
        reader = _Reader(environment)
        settings = Settings(
            database_url=reader.read("DATABASE_URL", database_url),
            redis_url=_redis_url(reader),
            public_url=reader.read("PUBLIC_URL", _web_address),
            secret_keys=reader.read("SECRET_KEY", _secret_keys),
            twilio_account_sid=reader.read("TWILIO_ACCOUNT_SID", _account_sid),
            twilio_auth_token=reader.read("TWILIO_AUTH_TOKEN", str),
            twilio_numbers=reader.read("TWILIO_NUMBERS", _numbers),
            twilio_reply_from=reader.read("TWILIO_REPLY_FROM", _reply_from, default=""),
            twilio_api_url=reader.read("TWILIO_API_URL", _web_address, default=TWILIO_API_URL),
            telegram_bot_token=reader.read("TELEGRAM_BOT_TOKEN", _bot_token),
            telegram_api_url=reader.read(
                "TELEGRAM_API_URL", _web_address, default=TELEGRAM_API_URL
            ),
            owner_telegram_ids=reader.read("OWNER_TELEGRAM_IDS", _telegram_ids),
            alert_urls=reader.read("ALERT_URLS", _alert_urls, default=""),
            segments_per_second=reader.read("SEGMENTS_PER_SECOND", _rate, default=""),
            metrics_token=reader.read("METRICS_TOKEN", _metrics_token, default=""),
            first=_first_values(reader),
        )
        if reader.problems:
            raise MisconfiguredError(reader.problems)
        return settings


def _first_values(reader: "_Reader") -> FirstValues:
    return FirstValues(
        delay_seconds=reader.read("REPLY_DELAY", _delay, default="60m"),
        countries=reader.read("COUNTRIES", _countries, default="FR,BE,CH,LU,MC"),
        currency=reader.read("CURRENCY", _currency, default="EUR"),
        daily_budget_micros=reader.read("DAILY_BUDGET", _amount, default="50"),
        total_budget_micros=reader.read("TOTAL_BUDGET", _amount, default="500"),
        language=reader.read("DEFAULT_LANGUAGE", _language, default="fr"),
        timezone=reader.read("TIMEZONE", _timezone, default="Europe/Paris"),
    )


class _Reader:
    """Reads one variable after the other, and collects the problems, never the values."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = environment
        self.problems: list[str] = []

    def read(self, name: str, parse: Callable[[str], _T], *, default: str | None = None) -> _T:
        """The parsed value; None on a problem, because `from_env` then raises at the end."""
        text = self._environment.get(name, "").strip()
        if not text and default is None:
            self.problems.append(f"{name} is not set")
            return None  # type: ignore[return-value]  # the read as a whole raises
        try:
            return parse(text or default or "")
        except (ValueError, HotlineError) as error:
            meaning = error if isinstance(error, SettingProblemError) else "cannot be read"
            self.problems.append(f"{name} {meaning}")
            return None  # type: ignore[return-value]  # the read as a whole raises


def database_url(text: str) -> str:
    """`text` for SQLAlchemy and psycopg 3: SQLAlchemy refuses the `postgres://` of platforms."""
    scheme, _, rest = text.partition("://")
    if scheme not in ("postgres", "postgresql", "postgresql+psycopg") or not rest:
        raise SettingProblemError("must begin with postgres:// or postgresql://")
    require_port(f"postgresql://{rest}")
    return f"postgresql+psycopg://{rest}"


def _redis_url(reader: "_Reader") -> str:
    verifies = reader.read("REDIS_CERTIFICATE", _verifies, default="verified")
    return reader.read("REDIS_URL", lambda text: redis_url(text, verifies=verifies))


def _verifies(text: str) -> bool:
    if text not in ("verified", "unverified"):
        raise SettingProblemError("must be verified or unverified")
    return text == "verified"


def _web_address(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise SettingProblemError("must be a web address, such as https://hotline.example.org")
    if parts.query or parts.fragment or parts.username:
        raise SettingProblemError("must be a bare web address: no user, no ?, no #")
    require_port(text)
    return text.rstrip("/")


def _secret_keys(text: str) -> tuple[str, ...]:
    keys = _list(text)
    if not keys or any(len(key) < 32 for key in keys):
        raise SettingProblemError("must be keys of at least 32 characters, newest first")
    # Some platforms keep the quotes of a .env file, others take them off: two different keys.
    if any(key[0] in _QUOTES or key[-1] in _QUOTES for key in keys):
        raise SettingProblemError("has quotes around a key: write it without them")
    if any(len(set(key)) < _DISTINCT_CHARACTERS or _PLACEHOLDER.search(key) for key in keys):
        raise SettingProblemError("is no secret: make one with openssl rand -hex 32")
    return keys


def _account_sid(text: str) -> str:
    if not re.fullmatch(r"AC[0-9a-fA-F]{32}", text):
        raise SettingProblemError("must be AC followed by 32 hexadecimal digits")
    return text


def _numbers(text: str) -> tuple[str, ...]:
    numbers = _list(text)
    if not numbers or not all(_E164.fullmatch(number) for number in numbers):
        raise SettingProblemError("must be numbers such as +33755501234, separated by commas")
    # The provider names the line in what it sends us: written otherwise, it is never recognised.
    if any(read_number(number).canonical != number for number in numbers):
        raise SettingProblemError("must have no 0 after the country code: +33755501234")
    return numbers


def _reply_from(text: str) -> str | None:
    if text and not _SENDER.fullmatch(text):
        raise SettingProblemError("must be a number, MG…, or up to 11 letters and digits")
    return text or None


def _bot_token(text: str) -> str:
    if not re.fullmatch(r"[0-9]{3,}:[A-Za-z0-9_-]{10,}", text):
        raise SettingProblemError("must look like 123456:ABC-DEF…, as BotFather gives it")
    return text


def _rate(text: str) -> float | None:
    if not text:
        return None
    if not re.fullmatch(r"[0-9]{1,4}(\.[0-9]{1,3})?", text) or not float(text):
        raise SettingProblemError("must be a number above 0, such as 10 or 0.5, or not set")
    return float(text)


def _metrics_token(text: str) -> str | None:
    if text and (len(text) < 16 or not text.isascii() or not text.isprintable()):
        raise SettingProblemError("must be at least 16 plain letters and digits, or not set")
    return text or None


def _telegram_ids(text: str) -> tuple[int, ...]:
    ids = _list(text)
    if not ids or not all(re.fullmatch(r"[1-9][0-9]{0,15}", one) for one in ids):
        raise SettingProblemError("must be Telegram user ids (whole numbers), separated by commas")
    return tuple(int(one) for one in ids)


def _alert_urls(text: str) -> tuple[str, ...]:
    # A comma may be part of an address, so only one before a new scheme separates.
    urls = tuple(one for one in re.split(r"[\s,]+(?=[A-Za-z][\w+.-]*://)", text) if one)
    if not all(re.match(r"[A-Za-z][\w+.-]*://.", one) for one in urls):
        raise SettingProblemError(
            "must be addresses that Apprise knows, such as ntfy://ntfy.sh/topic"
        )
    return urls


def _delay(text: str) -> int:
    return parse_duration(text)


def _amount(text: str) -> int:
    return to_micros(text)


def _countries(text: str) -> tuple[str, ...]:
    countries = tuple(country.upper() for country in _list(text))
    if not countries or not set(countries) <= SUPPORTED_REGIONS:
        raise SettingProblemError("must be two-letter country codes such as FR,BE")
    return countries


def _currency(text: str) -> str:
    if not re.fullmatch(r"[A-Za-z]{3}", text):
        raise SettingProblemError("must be a three-letter currency such as EUR")
    return text.upper()


def _language(text: str) -> str:
    if text not in DEFAULTS:
        raise SettingProblemError(f"must be one of {', '.join(DEFAULTS)}")
    return text


def _timezone(text: str) -> str:
    try:
        ZoneInfo(text)
    except (ValueError, OSError, KeyError):
        raise SettingProblemError("must be a time zone such as Europe/Paris") from None
    return text


def _list(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())
