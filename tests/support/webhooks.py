"""Requests as Twilio signs them."""

import secrets
from urllib.parse import urlencode

from twilio.request_validator import RequestValidator

from tests.support.cast import ACCOUNT_SID, AUTH_TOKEN, HIM, LINE, PUBLIC_URL


def sms_form(**more: str) -> dict[str, str]:
    """A text's fields, empty ones included, as in a real log."""
    sid = "SM" + secrets.token_hex(16)
    form = {
        "ToCountry": "FR", "ToState": "", "SmsMessageSid": sid, "NumMedia": "0", "ToCity": "",
        "FromZip": "", "SmsSid": sid, "FromState": "", "SmsStatus": "received", "FromCity": "",
        "Body": "salut toi", "FromCountry": "FR", "To": LINE, "ToZip": "", "NumSegments": "1",
        "MessageSid": sid, "AccountSid": ACCOUNT_SID, "From": HIM, "ApiVersion": "2010-04-01",
    }  # fmt: skip
    return form | more


def call_form(**more: str) -> dict[str, str]:
    form = {
        "AccountSid": ACCOUNT_SID, "CallSid": "CA" + secrets.token_hex(16), "From": HIM,
        "To": LINE, "CallStatus": "ringing", "Direction": "inbound", "CallerName": "",
    }  # fmt: skip
    return form | more


def signature(path: str, form: dict[str, str], *, token: str = AUTH_TOKEN) -> str:
    """Over the outside address, query included."""
    signed: str = RequestValidator(token).compute_signature(PUBLIC_URL + path, form)
    return signed


def signed(path: str, form: dict[str, str], **headers: str) -> dict[str, object]:
    """Arguments for a Flask test client's post()."""
    return {
        "path": path,
        "data": urlencode(form),
        "headers": {"X-Twilio-Signature": signature(path, form), **headers},
        "content_type": "application/x-www-form-urlencoded",
    }
