"""Errors of calls to Twilio, translated to DeliveryError without any personal data."""

from collections.abc import Iterator
from contextlib import contextmanager

import requests
from twilio.base.exceptions import TwilioException
from twilio.http.response import Response

from hotline.domain.errors import DeliveryError, Outcome
from hotline.gateways.twilio_codes import meaning_of, needs_people, outcome_of
from hotline.gateways.twilio_http import TwilioBusyError, code_in

# What the library raises: its own errors, those of the HTTP client, ValueError for bodies that it
# cannot read, and the rest for bodies of an unexpected shape.
VENDOR_ERRORS = (
    TwilioException,
    requests.RequestException,
    ValueError,
    AttributeError,
    KeyError,
    TypeError,
)


@contextmanager
def translated_errors() -> Iterator[None]:
    """Replaces every error of the library inside the block by DeliveryError."""
    try:
        yield
    except VENDOR_ERRORS as error:
        raise translate(error) from None


def translate(error: Exception) -> DeliveryError:
    """The DeliveryError for one failed call."""
    status, code = _status_of(error)
    if status is not None:
        return DeliveryError(
            outcome_of(status, code),
            str(code or status),
            needs_people=needs_people(status, code),
            wait_seconds=_wait_seconds(error),
            meaning=meaning_of(code),
        )
    # There was no connection: certainly not created.
    if isinstance(error, requests.ConnectTimeout) or _was_refused(error):
        return DeliveryError(Outcome.TEMPORARY, "no_connection")
    if isinstance(error, requests.RequestException):
        return DeliveryError(Outcome.UNKNOWN, "connection_lost")
    # An answer that cannot be read, such as a broken body after 201.
    return DeliveryError(Outcome.UNKNOWN, "unreadable_answer")


def _status_of(error: Exception) -> tuple[int | None, int | None]:
    """(HTTP status, Twilio's code); None where there was no answer, or no code."""
    if not isinstance(error, TwilioException):
        return None, None
    # Lists raise a bare exception whose second argument is the whole answer.
    answer = error.args[1] if len(error.args) > 1 else None
    if isinstance(answer, Response):
        return answer.status_code, code_in(answer.text)
    # Three unrelated classes have a status: the old errors, the RFC 9457 ones, and ours for 429.
    status, code = getattr(error, "status", None), getattr(error, "code", None)
    return (status, code) if isinstance(status, int) else (None, None)


def _wait_seconds(error: Exception) -> float:
    # Twilio documents no Retry-After. If there is one, it is a number of seconds.
    asked = error.retry_after if isinstance(error, TwilioBusyError) else ""
    return float(asked) if asked.isascii() and asked.isdecimal() else 0


def _was_refused(error: Exception) -> bool:
    cause = error.args[0] if isinstance(error, requests.ConnectionError) and error.args else None
    return type(getattr(cause, "reason", None)).__name__ in (
        "NewConnectionError",
        "NameResolutionError",
        "ConnectTimeoutError",
    )
