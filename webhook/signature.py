"""Only requests that Twilio signed for our account pass."""

from flask import Request
from twilio.request_validator import RequestValidator
from werkzeug.exceptions import Forbidden, UnsupportedMediaType

from hotline.settings import Settings

_FORM = "application/x-www-form-urlencoded"


class SignatureCheck:
    """Checks requests against `PUBLIC_URL`: a proxy may have changed host and scheme."""

    def __init__(self, settings: Settings) -> None:
        self._public_url = settings.public_url
        self._account_sid = settings.twilio_account_sid
        self._validator = RequestValidator(settings.twilio_auth_token)

    def require(self, request: Request) -> None:
        """Check one request, at the cost of two HMACs. Raises UnsupportedMediaType or Forbidden."""
        if request.mimetype != _FORM:
            raise UnsupportedMediaType
        signature = request.headers.get("X-Twilio-Signature", "")
        if not self._validator.validate(self._signed_url(request), request.form, signature):
            raise Forbidden
        # The signed form is ambiguous ({A: 1, B: 2} signs as {A: "1B2"}): check a field as well.
        if request.form.get("AccountSid") != self._account_sid:
            raise Forbidden

    def _signed_url(self, request: Request) -> str:
        # The raw query: Flask's own URL is decoded, and would not match the signature.
        query = request.query_string.decode("latin-1")
        return f"{self._public_url}{request.path}" + (f"?{query}" if query else "")
