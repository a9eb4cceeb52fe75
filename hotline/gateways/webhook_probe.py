"""Our public address, tested from outside as Twilio sees it.

No redirect is followed, because Twilio loses what it posts there (twilio.com/docs, webhooks: 301
and 302 become GET).
"""

from dataclasses import dataclass

import requests
from twilio.request_validator import RequestValidator

_TIMEOUT_SECONDS = 10
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
        try:
            answer = requests.get(
                f"{self._public_url}/healthz", timeout=_TIMEOUT_SECONDS, allow_redirects=False
            )
        except requests.exceptions.SSLError:
            return ProbeAnswer(None, has_bad_certificate=True)
        except requests.RequestException:
            return ProbeAnswer(None)
        return ProbeAnswer(answer.status_code, _is_ours(answer))

    def request(self, *, signed: bool) -> ProbeAnswer:
        """`POST /twilio/status`, signed as Twilio signs, or without a signature."""
        url = f"{self._public_url}/twilio/status"
        form = {**_KNOCK, "AccountSid": self._account_sid}
        headers = (
            {"X-Twilio-Signature": self._validator.compute_signature(url, form)} if signed else {}
        )
        try:
            answer = requests.post(
                url, data=form, headers=headers, timeout=_TIMEOUT_SECONDS, allow_redirects=False
            )
        except requests.RequestException:
            return ProbeAnswer(None)
        return ProbeAnswer(answer.status_code)


def _is_ours(answer: requests.Response) -> bool:
    try:
        found = answer.json()
    except ValueError:
        return False
    return isinstance(found, dict) and found.get("status") in ("ok", "unavailable")
