"""Only requests that Twilio signed for our account pass."""

import base64
import hmac
from collections.abc import Mapping
from http import HTTPStatus
from urllib.parse import parse_qsl, urlsplit

from twilio.request_validator import RequestValidator
from werkzeug.datastructures import MultiDict

from hotline.settings import Settings
from webhook.answers import RefusedError
from webhook.exchange import Post

Form = Mapping[str, str]

_FORM = "application/x-www-form-urlencoded"
SIGNATURE_HEADER = "X-Twilio-Signature"
# Twilio's largest request is about 10 kB: 1600 characters, percent-encoded, and geography.
MAX_BYTES = 64 * 1024
# Its largest form has about 60.
_MOST_FIELDS = 120
# Ours ends in `?r=` and a number.
_LONGEST_QUERY = 200
# 20 bytes of SHA-1 in Base64.
_SIGNATURE_LENGTH = 28
_PORTS = {"https": 443, "http": 80}


def refused_unread(content_type: str, signature: str, length: str, query: str) -> HTTPStatus | None:
    """The status for what cannot be a signed form, whatever its body is; None: it may be one.

    Each as its header has it; an empty text: there is no such header.
    """
    if len(query) > _LONGEST_QUERY:
        return HTTPStatus.REQUEST_URI_TOO_LONG
    if content_type.partition(";")[0].strip().lower() != _FORM:
        return HTTPStatus.UNSUPPORTED_MEDIA_TYPE
    if len(signature) != _SIGNATURE_LENGTH:
        return HTTPStatus.FORBIDDEN
    is_short = length.isdecimal() and len(length) <= len(str(MAX_BYTES))
    if length and (not is_short or int(length) > MAX_BYTES):
        return HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    return None


class SignatureCheck:
    """Checks requests against `PUBLIC_URL`: a proxy may have changed host and scheme."""

    def __init__(self, settings: Settings) -> None:
        self._public_url = settings.public_url
        self._account_sid = settings.twilio_account_sid
        self._token = settings.twilio_auth_token.encode()
        self._validator = RequestValidator(settings.twilio_auth_token)

    def require(self, post: Post) -> Form:
        """The signed form. Costs an HMAC. Raises RefusedError."""
        length = str(len(post.body))
        refused = refused_unread(post.content_type, post.signature, length, post.query)
        if refused is not None:
            raise RefusedError(refused)
        fields = _fields(post.body)
        # Of a field that is there twice, the first.
        form = dict(reversed(fields))
        url = self._public_url + post.path + (f"?{post.query}" if post.query else "")
        if not any(
            _is_same(self._signature(each, fields, form), post.signature)
            for each in (url, _with_port(url))
        ):
            raise RefusedError(HTTPStatus.FORBIDDEN)
        # The signed form is ambiguous ({A: 1, B: 2} signs as {A: "1B2"}): check a field as well.
        if form.get("AccountSid") != self._account_sid:
            raise RefusedError(HTTPStatus.FORBIDDEN)
        return form

    def _signature(self, url: str, fields: list[tuple[str, str]], form: Form) -> str:
        """As Twilio signs; a field that is there twice is signed twice, as its own code does."""
        if len(form) == len(fields):
            return signature_of(self._token, url, form)
        return str(self._validator.compute_signature(url, MultiDict(fields)))


def _with_port(url: str) -> str:
    """The same address as some of Twilio's servers sign it (twilio.com/docs/usage/security)."""
    parts = urlsplit(url)
    if parts.port is not None:
        return url
    return parts._replace(netloc=f"{parts.netloc}:{_PORTS[parts.scheme]}").geturl()


def signature_of(token: bytes, url: str, form: Form) -> str:
    """What Twilio signs a form with: HMAC-SHA1 over the address, then each name and its value."""
    signed = url + "".join(name + form[name] for name in sorted(form))
    return base64.b64encode(hmac.digest(token, signed.encode(), "sha1")).decode()


def _is_same(ours: str, given: str) -> bool:
    return hmac.compare_digest(ours.encode(), given.encode(errors="replace"))


def _fields(body: bytes) -> list[tuple[str, str]]:
    text = body.decode(errors="replace")
    try:
        return parse_qsl(text, keep_blank_values=True, max_num_fields=_MOST_FIELDS)
    except ValueError:
        raise RefusedError(HTTPStatus.BAD_REQUEST) from None
