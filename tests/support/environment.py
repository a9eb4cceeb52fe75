"""The environment of a hotline under test."""

from tests.support.cast import (
    ACCOUNT_SID,
    ALICE,
    AUTH_TOKEN,
    BOT_TOKEN,
    BRUNO,
    KEY,
    LINE,
    METRICS_TOKEN,
    PUBLIC_URL,
)


def environment(database: str, redis: str, **more: str) -> dict[str, str]:
    """Everything that must be set, and `more`."""
    return {
        "DATABASE_URL": database,
        "REDIS_URL": redis,
        "PUBLIC_URL": PUBLIC_URL,
        "SECRET_KEY": KEY,
        "TWILIO_ACCOUNT_SID": ACCOUNT_SID,
        "TWILIO_AUTH_TOKEN": AUTH_TOKEN,
        "TWILIO_NUMBERS": LINE,
        "TELEGRAM_BOT_TOKEN": BOT_TOKEN,
        "OWNER_TELEGRAM_IDS": f"{ALICE},{BRUNO}",
        "DEFAULT_LANGUAGE": "fr",
        "METRICS_TOKEN": METRICS_TOKEN,
        **more,
    }
