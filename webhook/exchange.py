"""What comes in and what goes out, whoever serves it: the door, or Flask under any WSGI server."""

from concurrent.futures import Future
from concurrent.futures import TimeoutError as FutureTimeoutError
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from webhook.answers import Answer, answer_to

# Twilio waits 15 s: after a 503 its retry or its fallback takes over.
ANSWER_WITHIN_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Post:
    """A POST, whole. `query`: raw, as it was signed."""

    path: str
    query: str
    content_type: str
    signature: str
    body: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Later:
    """An answer that holds once `work` is done: what must wait for PostgreSQL waits there.

    So whoever serves chooses how to wait: the door beside all other requests, without a thread.
    """

    work: "Future[Any]"
    answer: Answer

    def settle(self) -> Answer:
        """The answer, when the work is done; else the work is given up, and the answer is 503."""
        try:
            self.work.result(timeout=0)
        except FutureTimeoutError as error:
            self.work.cancel()
            return answer_to(error)
        except Exception as error:  # noqa: BLE001  (each has its answer)
            return answer_to(error)
        return self.answer

    def wait(self) -> Answer:
        """Wait in this thread, then settle."""
        with suppress(FutureTimeoutError):
            self.work.exception(timeout=ANSWER_WITHIN_SECONDS)
        return self.settle()
