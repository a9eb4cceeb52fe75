"""Raw connections to a web that runs: whole requests, and such as nobody should send."""

import socket
from urllib.parse import urlencode, urlsplit

from twilio.request_validator import RequestValidator

from tests.support.cast import AUTH_TOKEN

FORM = "application/x-www-form-urlencoded"
# As long as a signature, and nobody's.
FORGED = "bm90IFR3aWxpbydzIHNpZ24hISE="


def connect(port: int, *, timeout: float = 10) -> socket.socket:
    return socket.create_connection(("127.0.0.1", port), timeout=timeout)


def head(
    *,
    length: int | None,
    signature: str | None = None,
    kind: str = FORM,
    path: str = "/twilio/sms",
) -> bytes:
    """The headers of a POST. `length` None: it comes in chunks."""
    lines = [f"POST {path} HTTP/1.1", "Host: here", f"Content-Type: {kind}"]
    lines.append("Transfer-Encoding: chunked" if length is None else f"Content-Length: {length}")
    if signature is not None:
        lines.append(f"X-Twilio-Signature: {signature}")
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


def signed_request(url: str, form: dict[str, str]) -> bytes:
    """A whole request, as Twilio signs it for `url`."""
    body, parts = urlencode(form).encode(), urlsplit(url)
    path = parts.path + (f"?{parts.query}" if parts.query else "")
    signature = RequestValidator(AUTH_TOKEN).compute_signature(url, form)
    return head(length=len(body), signature=signature, path=path) + body


def status_of(connection: socket.socket) -> int | None:
    """The status of the answer; None: the connection was closed without one."""
    try:
        answer = connection.recv(4096)
    except ConnectionError:
        return None
    return int(answer.split(b" ", 2)[1]) if answer else None


def ask(port: int, request: bytes) -> int | None:
    """One request on a connection of its own: the status of the answer."""
    try:
        with connect(port) as connection:
            connection.sendall(request)
            return status_of(connection)
    except OSError:
        return None
