"""The carrier: brings texts and calls to the webhooks, signed and retried as by Twilio."""

import secrets
import time
from dataclasses import dataclass
from urllib.parse import parse_qs, parse_qsl, urldefrag, urlsplit
from xml.etree import ElementTree

import requests
from twilio.request_validator import RequestValidator
from urllib3.exceptions import NewConnectionError

from hotline.domain.line_webhooks import call_address, text_address
from simulator.phone.billing import charge
from simulator.phone.network import INBOUND_PRICE, Call, Line, Message, PhoneNetwork, utc_now

# Connection overrides: twilio.com/docs/usage/webhooks/webhooks-connection-overrides
_DEFAULTS = {"ct": "5000", "rt": "15000", "tt": "15000", "rc": "1", "rp": "ct"}
# Twilio's own lists for long codes (help article 223134027): English, the whole text, one word.
_STOP_WORDS = frozenset(
    ["STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "REVOKE", "OPTOUT"]
)
_START_WORDS = frozenset(["START", "YES", "UNSTOP"])
# Twilio's own page that answers with the TwiML in its query (twilio.com/labs/twimlets/echo).
_ECHO = "twimlets.com"


@dataclass(frozen=True)
class Announced:
    """What the webhook answered at the last try; status 0: it could not be reached."""

    status: int
    content_type: str = ""
    body: str = ""
    tries: int = 1


def bring_text(
    network: PhoneNetwork, sender: str, to: str, body: str, *, sid: str | None = None
) -> tuple[Message, Announced]:
    """A text arrives at line `to`. With the `sid` of an earlier text, that one is announced again.

    If the line has no SMS address, nothing is announced, stored or billed.
    """
    known = network.find_message(sid) if sid else None
    line = network.lines[to]
    message = known or _new_inbound(sender, to, body, sid)
    _apply_keyword(network, message)
    if not line.sms_url:
        return message, Announced(0, tries=0)
    if known is None:
        message.price = charge(INBOUND_PRICE, message.segments)
        network.add_message(message)
    answer = _announce(network, line.sms_url, line.sms_fallback_url, _sms_form(network, message))
    if answer.status == 200 and answer.content_type.startswith("text/plain") and answer.body:
        _text_back(network, message, answer.body)
    return message, answer


def bring_call(network: PhoneNetwork, sender: str, to: str) -> tuple[Call, Announced]:
    """A call arrives. It is free only if `<Reject>` is the first verb of the answer.

    If the line has no voice address, the call is not answered, billed or logged.
    """
    call = Call(sender, to, utc_now())
    line = network.lines[to]
    if not line.voice_url:
        return call, Announced(0, tries=0)
    with network.lock:
        network.calls.append(call)
    answer = _announce(network, line.voice_url, line.voice_fallback_url, _call_form(network, call))
    reason = _rejection(answer)
    call.billed = reason is None
    call.status = {"busy": "busy", "rejected": "no-answer"}.get(reason or "", "completed")
    return call, answer


def report_status(network: PhoneNetwork, message: Message, status: str) -> None:
    """Change the status of an outgoing message, and call its status callback, if it has one."""
    with network.lock:
        message.status = status
        message.updated_at = utc_now()
        if status == "sent":
            message.sent_at = utc_now()
    if message.status_callback:
        form = {
            "AccountSid": network.account_sid,
            "ApiVersion": "2010-04-01",
            "From": message.sender,
            "MessageSid": message.sid,
            "MessageStatus": status,
            "SmsSid": message.sid,
            "SmsStatus": status,
            "To": message.to,
        }
        if message.error_code:
            form["ErrorCode"] = str(message.error_code)
        _announce(network, message.status_callback, "", form)


def _new_inbound(sender: str, to: str, body: str, sid: str | None) -> Message:
    message = Message(sender, to, body, "inbound", "received", utc_now(), sent_at=utc_now())
    if sid:
        message.sid = sid
    return message


def _apply_keyword(network: PhoneNetwork, message: Message) -> None:
    word, pair = message.body.strip().upper(), (message.to, message.sender)
    if word in _STOP_WORDS:
        network.opted_out.add(pair)
    elif word in _START_WORDS:
        network.opted_out.discard(pair)


def _sms_form(network: PhoneNetwork, message: Message) -> dict[str, str]:
    # The order and the empty fields are as in a real log of Twilio's.
    return {
        "ToCountry": "FR", "ToState": "", "SmsMessageSid": message.sid, "NumMedia": "0",
        "ToCity": "", "FromZip": "", "SmsSid": message.sid, "FromState": "",
        "SmsStatus": "received", "FromCity": "", "Body": message.body, "FromCountry": "",
        "To": message.to, "ToZip": "", "NumSegments": str(message.segments),
        "MessageSid": message.sid, "AccountSid": network.account_sid, "From": message.sender,
        "ApiVersion": "2010-04-01",
    }  # fmt: skip


def _call_form(network: PhoneNetwork, call: Call) -> dict[str, str]:
    return {
        "AccountSid": network.account_sid, "ApiVersion": "2010-04-01", "CallSid": call.sid,
        "CallStatus": "ringing", "Called": call.to, "Caller": call.sender,
        "Direction": "inbound", "From": call.sender, "FromCity": "", "FromCountry": "",
        "To": call.to, "ToCity": "", "StirVerstat": "",
    }  # fmt: skip


def _announce(
    network: PhoneNetwork, url: str, fallback_url: str, form: dict[str, str]
) -> Announced:
    if not url:
        return Announced(0, tries=0)
    answer = _post_with_retries(network, url, form)
    if answer.status not in (200, 204) and fallback_url:
        return _post_with_retries(network, fallback_url, form)
    return answer


def _post_with_retries(network: PhoneNetwork, url: str, form: dict[str, str]) -> Announced:
    bare, fragment = urldefrag(url)
    overrides = _DEFAULTS | dict(parse_qsl(fragment))
    token = secrets.token_hex(16)
    answer, failure = Announced(0), ""
    ends = time.monotonic() + int(overrides["tt"]) / 1000
    for attempt in range(int(overrides["rc"]) + 1):
        if time.monotonic() >= ends:
            break
        answer, failure = _post(network, bare, form, overrides, token, attempt + 1)
        if not failure or not {failure, "all"} & set(overrides["rp"].split(",")):
            break
    return answer


def _post(  # noqa: PLR0917  (one try of the loop above)
    network: PhoneNetwork,
    url: str,
    form: dict[str, str],
    overrides: dict[str, str],
    token: str,
    tries: int,
) -> tuple[Announced, str]:
    """The answer, and its kind of failure in the words of the retry policy ("": no failure)."""
    if urlsplit(url).hostname == _ECHO:
        words = parse_qs(urlsplit(url).query).get("Twiml", [""])[0]
        return Announced(200, "text/xml", words, tries), ""
    headers = {
        "X-Twilio-Signature": RequestValidator(network.auth_token).compute_signature(url, form),
        "I-Twilio-Idempotency-Token": token,
        "User-Agent": "TwilioProxy/1.1",
    }
    timeout = (int(overrides["ct"]) / 1000, int(overrides["rt"]) / 1000)
    try:
        found = requests.post(url, data=form, headers=headers, timeout=timeout)
    except requests.RequestException as error:
        # A connection that breaks after the request was sent did connect: "ct" does not retry it.
        return Announced(0, tries=tries), "ct" if _never_connected(error) else "rt"
    content_type = found.headers.get("Content-Type", "")
    answer = Announced(found.status_code, content_type, found.text, tries)
    kind = {4: "4xx", 5: "5xx"}.get(found.status_code // 100, "")
    return answer, kind


def _never_connected(error: requests.RequestException) -> bool:
    reason = getattr(error.args[0], "reason", None) if error.args else None
    return isinstance(error, requests.ConnectTimeout | requests.exceptions.SSLError) or isinstance(
        reason, NewConnectionError
    )


def _text_back(network: PhoneNetwork, message: Message, body: str) -> None:
    # Twilio sends an answer in text/plain to the sender as a message, and bills it.
    network.add_message(
        Message(message.to, message.sender, body, "outbound-reply", "sent", utc_now())
    )


def _rejection(answer: Announced) -> str | None:
    try:
        verbs = list(ElementTree.fromstring(answer.body))
    except ElementTree.ParseError:
        return None
    if answer.status != 200 or not verbs or verbs[0].tag != "Reject":
        return None
    return verbs[0].get("reason", "rejected")


def line_for(number: str, webhook_url: str) -> Line:
    """A correctly configured line: webhooks at `webhook_url`, with retries and fallbacks."""
    texts, calls = text_address(webhook_url), call_address(webhook_url)
    return Line(
        number,
        texts.url,
        calls.url,
        sms_fallback_url=texts.fallback_url,
        voice_fallback_url=calls.fallback_url,
    )
