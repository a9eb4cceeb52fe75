"""The HTTP client of Twilio's library, with a time-out and a configurable address."""

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from twilio.base.exceptions import TwilioException
from twilio.http.http_client import TwilioHttpClient
from twilio.http.response import Response

# Twilio may take 26 s before it gives up (twilio-ruby #519): with less, sends become unknown.
TIMEOUT_SECONDS = 30


class TwilioBusyError(TwilioException):
    """HTTP 429, with the Retry-After header, which the library drops."""

    def __init__(self, response: Response) -> None:
        super().__init__("busy")
        self.status = 429
        self.code = code_in(response.text)
        self.retry_after = _header(response, "Retry-After")


class BoundHttpClient(TwilioHttpClient):
    """Replaces every host of Twilio (api, pricing, next pages) by `base_url`, if given."""

    def __init__(self, base_url: str | None, *, timeout_seconds: float = TIMEOUT_SECONDS) -> None:
        super().__init__(timeout=timeout_seconds)
        self._base = None if base_url is None else urlsplit(base_url)

    def request(  # noqa: PLR0913, PLR0917  (the library's own shape)
        self,
        method: str,
        url: str,
        params: Mapping[str, object] | None = None,
        data: Mapping[str, object] | None = None,
        headers: Mapping[str, str] | None = None,
        auth: tuple[str, str] | None = None,
        timeout: float | None = None,
        allow_redirects: bool = False,
    ) -> Response:
        """The library's request, to `base_url`. Raises TwilioBusyError on 429."""
        arguments: dict[str, Any] = {"headers": dict(headers or {}), "auth": auth}
        response = super().request(
            method,
            self._elsewhere(url),
            params=dict(params) if params else None,
            data=dict(data) if data else None,
            timeout=timeout,
            allow_redirects=allow_redirects,
            **arguments,
        )
        if response.status_code == 429:
            raise TwilioBusyError(response)
        return response

    def _elsewhere(self, url: str) -> str:
        if self._base is None:
            return url
        parts = urlsplit(url)
        path = self._base.path.rstrip("/") + parts.path
        return urlunsplit(
            parts._replace(scheme=self._base.scheme, netloc=self._base.netloc, path=path)
        )


def _header(response: Response, name: str) -> str:
    found = (response.headers or {}).get(name, "")
    return str(found)


def code_in(text: str) -> int | None:
    """Twilio's own error code in the body of an error answer; None if there is none."""
    try:
        code = json.loads(text)["code"]
    except (ValueError, KeyError, TypeError):
        return None
    return code if isinstance(code, int) else None


def whole_number(text: object, *, default: int = 0) -> int:
    """The number in `text`: Twilio writes whole numbers as strings."""
    is_number = isinstance(text, str) and text.isascii() and text.isdecimal()
    return int(str(text)) if is_number else default
