"""Logs: one line per event, on standard output, without personal data."""

import logging
import re
import sys

# A second safeguard: our code logs only ids, and this removes what a library may log.
_PERSONAL = (
    (re.compile(r"\+[0-9]{7,15}"), "+•••"),
    (re.compile(r"%2B[0-9]{7,15}", re.IGNORECASE), "+•••"),
    (re.compile(r"[0-9]{3,}:[A-Za-z0-9_-]{10,}"), "•••:•••"),
    (re.compile(r"(://[^:/@\s]*):[^@/\s]+@"), r"\1:•••@"),
)
# These log whole URLs at INFO: with `To=` numbers, and with the bot's token.
_CHATTY = (
    *("httpx", "httpcore", "twilio.http_client", "urllib3", "telegram.ext", "alembic"),
    # The library logs by the name of the pool's class, at INFO.
    "hotline.store.sessions.patient_pool",
)


def scrub(text: str) -> str:
    """`text` without phone numbers, bot tokens and passwords of URLs."""
    for pattern, replacement in _PERSONAL:
        text = pattern.sub(replacement, text)
    return text


class ScrubbingFormatter(logging.Formatter):
    """Formats a record, its traceback included, and scrubs the result."""

    def format(self, record: logging.LogRecord) -> str:
        """The scrubbed line or lines."""
        return scrub(super().format(record))


def set_up_logs(process: str) -> None:
    """Send all loggers to standard output: platforms add the time and collect it."""
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(ScrubbingFormatter(f"{process} %(levelname)s %(name)s: %(message)s"))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.INFO)
    for name in _CHATTY:
        logging.getLogger(name).setLevel(logging.WARNING)
    # Its lines name the address of the service, which holds a secret. We log the result ourselves.
    logging.getLogger("apprise").setLevel(logging.CRITICAL)
    # At ERROR it logs whole answers of Telegram: with names, and with what people wrote.
    logging.getLogger("telegram.request.BaseRequest").setLevel(logging.CRITICAL)
