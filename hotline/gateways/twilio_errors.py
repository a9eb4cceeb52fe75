"""What went wrong with a call to Twilio, as a DeliveryError from which nothing personal leaks."""

from collections.abc import Iterator
from contextlib import contextmanager

import requests
from twilio.base.exceptions import TwilioException
from twilio.http.response import Response

from hotline.domain.errors import DeliveryError, Outcome
from hotline.gateways.twilio_codes import meaning_of, needs_people, outcome_of
from hotline.gateways.twilio_http import TwilioBusyError, code_in

# What the library raises: its own, the HTTP client's, ValueError for bodies it cannot read, and the
# rest for those that it could, and that are not of the shape it expects.
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
    """Raises DeliveryError in the place of whatever the library raises inside the block."""
    try:
        yield
    except VENDOR_ERRORS as error:
        raise translate(error) from None


def translate(error: Exception) -> DeliveryError:
    """The outcome, and what the code says, of one failed call."""
    status, code = _status_of(error)
    if status is not None:
        return DeliveryError(
            outcome_of(status, code),
            str(code or status),
            needs_people=needs_people(status, code),
            wait_seconds=_wait_seconds(error),
            meaning=meaning_of(code),
        )
    # Never connected: certainly not created.
    if isinstance(error, requests.ConnectTimeout) or _was_refused(error):
        return DeliveryError(Outcome.TEMPORARY, "no_connection")
    if isinstance(error, requests.RequestException):
        return DeliveryError(Outcome.UNKNOWN, "connection_lost")
    # An answer that cannot be read (a broken body after 201 among them).
    return DeliveryError(Outcome.UNKNOWN, "unreadable_answer")


def _status_of(error: Exception) -> tuple[int | None, int | None]:
    """(HTTP status, Twilio's code), where there was an answer that says so."""
    if not isinstance(error, TwilioException):
        return None, None
    # Lists raise a bare exception that carries the whole answer.
    answer = error.args[1] if len(error.args) > 1 else None
    if isinstance(answer, Response):
        return answer.status_code, code_in(answer.text)
    # Three unrelated classes have a status: old errors, RFC 9457 ones, and our own on 429.
    status, code = getattr(error, "status", None), getattr(error, "code", None)
    return (status, code) if isinstance(status, int) else (None, None)


def _wait_seconds(error: Exception) -> float:
    # Twilio documents no Retry-After; where there is one it is a number of seconds.
    asked = error.retry_after if isinstance(error, TwilioBusyError) else ""
    return float(asked) if asked.isascii() and asked.isdecimal() else 0


def _was_refused(error: Exception) -> bool:
    cause = error.args[0] if isinstance(error, requests.ConnectionError) and error.args else None
    return type(getattr(cause, "reason", None)).__name__ in (
        "NewConnectionError",
        "NameResolutionError",
        "ConnectTimeoutError",
    )
