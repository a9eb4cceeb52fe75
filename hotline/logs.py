"""Logs: one line an event, on standard output, and nothing personal in them."""

import logging
import re
import sys

# The seatbelt, not the brakes: code logs ids only, and this catches what a library might say.
_PERSONAL = (
    (re.compile(r"\+[0-9]{7,15}"), "+•••"),
    (re.compile(r"%2B[0-9]{7,15}", re.IGNORECASE), "+•••"),
    (re.compile(r"[0-9]{3,}:[A-Za-z0-9_-]{10,}"), "•••:•••"),
    (re.compile(r"(://[^:/@\s]*):[^@/\s]+@"), r"\1:•••@"),
)
# These say whole URLs at INFO: `To=` numbers, and the bot's token.
_CHATTY = ("httpx", "httpcore", "twilio.http_client", "urllib3", "telegram.ext", "alembic")


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
    """Every logger writes to standard output: platforms stamp and collect it."""
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(ScrubbingFormatter(f"{process} %(levelname)s %(name)s: %(message)s"))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.INFO)
    for name in _CHATTY:
        logging.getLogger(name).setLevel(logging.WARNING)
    # Its lines name the service's address, which holds its secret; whether it went is ours to say.
    logging.getLogger("apprise").setLevel(logging.CRITICAL)
    # At ERROR it says whole answers of Telegram's: names, and what people wrote.
    logging.getLogger("telegram.request.BaseRequest").setLevel(logging.CRITICAL)
