"""Our public address, tested from outside as Twilio sees it.

No redirect is followed, because Twilio loses what it posts there (twilio.com/docs, webhooks: 301
and 302 become GET).
"""

import json
import threading
from collections.abc import Callable
from dataclasses import dataclass
from queue import Empty, SimpleQueue

import requests
from twilio.request_validator import RequestValidator
from urllib3.exceptions import HTTPError

_TIMEOUT_SECONDS = 10
_LIMIT_SECONDS = 15
# Our own answers are short; whose this is need not be read to its end.
_MOST_BYTES = 1_000
# An empty status changes nothing: our webhook ignores it.
_KNOCK = {"MessageSid": "SM" + "0" * 32, "MessageStatus": ""}


@dataclass(frozen=True)
class ProbeAnswer:
    """What came back. `status`: HTTP status; None: no answer.

    `has_bad_certificate`: that is why. `is_ours`: the answer is one of our webhook.
    """

    status: int | None
    is_ours: bool = False
    has_bad_certificate: bool = False


class WebhookProbe:
    """Sends requests to `public_url`. Its methods never raise."""

    def __init__(self, public_url: str, account_sid: str, auth_token: str) -> None:
        self._public_url = public_url
        self._account_sid = account_sid
        self._validator = RequestValidator(auth_token)

    def look(self) -> ProbeAnswer:
        """`GET /healthz`."""
        return _within_limit(
            lambda: requests.get(
                f"{self._public_url}/healthz",
                timeout=_TIMEOUT_SECONDS,
                allow_redirects=False,
                stream=True,
            )
        )

    def request(self, *, signed: bool) -> ProbeAnswer:
        """`POST /twilio/status`, signed as Twilio signs, or without a signature."""
        url = f"{self._public_url}/twilio/status"
        form = {**_KNOCK, "AccountSid": self._account_sid}
        headers = (
            {"X-Twilio-Signature": self._validator.compute_signature(url, form)} if signed else {}
        )
        return _within_limit(
            lambda: requests.post(
                url,
                data=form,
                headers=headers,
                timeout=_TIMEOUT_SECONDS,
                allow_redirects=False,
                stream=True,
            )
        )


def _within_limit(ask: Callable[[], requests.Response]) -> ProbeAnswer:
    """The answer, or none after 15 s: a time-out of requests holds for each byte by itself."""
    found: SimpleQueue[ProbeAnswer] = SimpleQueue()
    threading.Thread(target=lambda: found.put(_answer(ask)), daemon=True).start()
    try:
        return found.get(timeout=_LIMIT_SECONDS)
    except Empty:
        return ProbeAnswer(None)


def _answer(ask: Callable[[], requests.Response]) -> ProbeAnswer:
    try:
        with ask() as answer:
            beginning = answer.raw.read(_MOST_BYTES, decode_content=True)
            return ProbeAnswer(answer.status_code, _is_ours(beginning))
    except requests.exceptions.SSLError:
        return ProbeAnswer(None, has_bad_certificate=True)
    except (requests.RequestException, HTTPError):
        return ProbeAnswer(None)


def _is_ours(beginning: bytes) -> bool:
    try:
        found = json.loads(beginning)
    except ValueError:
        return False
    return isinstance(found, dict) and found.get("status") in ("ok", "unavailable")
