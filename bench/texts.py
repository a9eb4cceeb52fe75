"""The requests that are measured, made before the timing."""

import secrets
from urllib.parse import urlencode

from twilio.request_validator import RequestValidator

from bench.stage import ACCOUNT, LINE, TOKEN

# As long as a signature, and nobody's.
FORGED = "bm90IFR3aWxpbydzIHNpZ24hISE="


def new_senders(url: str, count: int) -> list[bytes]:
    """Each text from another number."""
    return [_signed(url, _form(_number())) for _ in range(count)]


def one_sender(url: str, count: int) -> list[bytes]:
    """All texts from one number: their row is what everybody waits for."""
    number = _number()
    return [_signed(url, _form(number)) for _ in range(count)]


def repeats(url: str, count: int) -> list[bytes]:
    """The same few texts again and again, as the provider does if it was not answered."""
    few = new_senders(url, 20)
    return [few[number % len(few)] for number in range(count)]


def forged(url: str, count: int) -> list[bytes]:
    """Whole, with a signature that is not Twilio's: refused with 403."""
    return [_request(url, _form(_number()), FORGED) for _ in range(count)]


def unsigned(url: str, count: int) -> list[bytes]:
    """Without a signature: refused with 403, unread."""
    return [_request(url, _form(_number()), None) for _ in range(count)]


def _number() -> str:
    return f"+336{10_000_000 + secrets.randbelow(20_000_000):08d}"


def _form(number: str) -> dict[str, str]:
    """A text's fields, empty ones included, as in a real log."""
    sid = "SM" + secrets.token_hex(16)
    return {
        "ToCountry": "FR", "ToState": "", "SmsMessageSid": sid, "NumMedia": "0", "ToCity": "",
        "FromZip": "", "SmsSid": sid, "FromState": "", "SmsStatus": "received", "FromCity": "",
        "Body": "salut toi, on se voit quand ?", "FromCountry": "FR", "To": LINE, "ToZip": "",
        "NumSegments": "1", "MessageSid": sid, "AccountSid": ACCOUNT, "From": number,
        "ApiVersion": "2010-04-01",
    }  # fmt: skip


_VALIDATOR = RequestValidator(TOKEN)


def _signed(url: str, form: dict[str, str]) -> bytes:
    return _request(url, form, _VALIDATOR.compute_signature(url, form))


def _request(url: str, form: dict[str, str], signature: str | None) -> bytes:
    body = urlencode(form).encode()
    lines = [
        "POST /twilio/sms HTTP/1.1",
        "Host: " + url.split("/")[2],
        "Content-Type: application/x-www-form-urlencoded",
        f"Content-Length: {len(body)}",
    ]
    if signature is not None:
        lines.append(f"X-Twilio-Signature: {signature}")
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body
