"""Answers to Twilio: always XML. Never text/plain, which Twilio would text to the sender."""

import logging
from concurrent.futures import TimeoutError as FutureTimeoutError
from dataclasses import dataclass
from http import HTTPStatus

from hotline.store.database import UNAVAILABLE
from hotline.store.settings import NotSetUpError

log = logging.getLogger(__name__)

CONTENT_TYPE = "text/xml; charset=utf-8"
# For a while nothing can be kept.
_AWAY = (*UNAVAILABLE, NotSetUpError, FutureTimeoutError)


@dataclass(frozen=True, slots=True)
class Answer:
    """A status and XML."""

    status: int
    body: str = ""


# Accepted, and nothing to do: the worker sends the reply later.
TAKEN = Answer(200, '<?xml version="1.0" encoding="UTF-8"?><Response/>')
# As the first verb, Reject refuses the call before it is answered: that costs nothing.
BUSY = Answer(
    200, '<?xml version="1.0" encoding="UTF-8"?><Response><Reject reason="busy"/></Response>'
)


class RefusedError(Exception):
    """This request is not taken, for a reason that HTTP has a status for."""

    def __init__(self, status: HTTPStatus) -> None:
        super().__init__(status.phrase)
        self.status = status


def answer_to(error: Exception) -> Answer:
    """The answer when something could not be kept.

    503 at once, so that Twilio's retry or fallback takes over.
    """
    if isinstance(error, RefusedError):
        return Answer(error.status)
    if not isinstance(error, _AWAY):
        log.error("an inbound could not be kept: %s", type(error).__name__)
    return Answer(HTTPStatus.SERVICE_UNAVAILABLE)
