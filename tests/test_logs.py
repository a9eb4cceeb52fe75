"""Nothing personal in a log line, whatever a library says."""

import io
import logging

import pytest

from hotline.logs import ScrubbingFormatter, scrub, set_up_logs
from tests.support.cast import BOT_TOKEN, HIM


@pytest.mark.parametrize(
    "line",
    [
        f"GET /Messages.json?To={HIM}",
        "GET /Messages.json?To=%2B33612345678",
        f"POST https://api.telegram.org/bot{BOT_TOKEN}/getMe",
        "could not connect to postgres://user:hunter2secret@host/db",
    ],
)
def test_numbers_tokens_and_passwords_are_scrubbed(line):
    scrubbed = scrub(line)

    for secret in ("612345678", BOT_TOKEN, "hunter2secret"):
        assert secret not in scrubbed


def test_a_traceback_is_scrubbed_too():
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(ScrubbingFormatter("%(message)s"))
    logger = logging.Logger("test")
    logger.addHandler(handler)

    try:
        raise ValueError(f"bad number {HIM}")
    except ValueError:
        logger.exception("it failed for %s", HIM)

    assert "it failed for +•••" in out.getvalue()
    assert HIM not in out.getvalue()


def test_libraries_that_say_urls_are_told_to_be_quiet():
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    try:
        set_up_logs("test")
        for name in ("httpx", "twilio.http_client"):
            assert logging.getLogger(name).getEffectiveLevel() == logging.WARNING
    finally:
        root.handlers[:], root.level = handlers, level
