"""Where the texts and calls of a line should be announced, and what is wrong with its address.

Retries are written behind a `#` in the address (Twilio, "webhook connection overrides"): by default
Twilio does not retry after a 5xx answer.
"""

from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

# Two retries, also after a 5xx answer of ours.
_RETRIES = "#rc=2&rp=5xx,ct,rt"
_PORTS = {"http": 80, "https": 443}
# If our webhook does not answer a call, Twilio answers it with a spoken message and bills it. This
# page of Twilio's returns what it is given: here "busy", which costs nothing.
_BUSY = (
    "https://twimlets.com/echo?Twiml=%3CResponse%3E%3CReject%20reason%3D%22busy%22%2F%3E"
    "%3C%2FResponse%3E"
)


@dataclass(frozen=True)
class Address:
    """Where something is announced. Empty: nowhere, and then a text costs nothing."""

    url: str
    fallback_url: str = ""
    method: str = "POST"
    fallback_method: str = "POST"


@dataclass(frozen=True)
class LineState:
    """A line as the provider has it.

    `texts_by`, `calls_by`: what overrides the line's own address ("application" or "trunk");
    empty: nothing does.
    """

    can_text: bool
    can_call: bool
    texts: Address
    calls: Address
    texts_by: str = ""
    calls_by: str = ""


def text_address(public_url: str) -> Address:
    """Where texts should be announced. The fallback is our own address too: more retries."""
    url = f"{public_url}/twilio/sms{_RETRIES}"
    return Address(url, url)


def call_address(public_url: str) -> Address:
    """Where calls should be announced. The fallback says "busy"."""
    return Address(f"{public_url}/twilio/voice{_RETRIES}", _BUSY)


def find_fault(found: Address, wanted: Address) -> str:
    """What is wrong with an address; empty: nothing.

    One of `nowhere`, `elsewhere`, `other_path`, `method`, `no_retries`, `no_fallback`,
    `fallback_elsewhere`.
    """
    if not found.url:
        return "nowhere"
    if _bare(found.url) != _bare(wanted.url):
        return "other_path" if host_of(found.url) == host_of(wanted.url) else "elsewhere"
    if found.method != wanted.method:
        return "method"
    if "5xx" not in _retried(found.url):
        return "no_retries"
    return _fault_of_fallback(found, wanted)


def _fault_of_fallback(found: Address, wanted: Address) -> str:
    if not found.fallback_url:
        return "no_fallback"
    if _bare(found.fallback_url) == _bare(wanted.fallback_url):
        # Our webhook accepts no GET, so a GET fallback is as bad as none.
        return "" if found.fallback_method == wanted.fallback_method else "no_fallback"
    return "fallback_elsewhere"


def host_of(url: str) -> str:
    """The host: enough to recognise an address. The rest of a foreign one may hold secrets."""
    try:
        return urlsplit(url).hostname or url[:40]
    except ValueError:
        return url[:40]


def _bare(url: str) -> str:
    """The address without its `#` part, and with the host and port in one fixed spelling."""
    try:
        parts = urlsplit(url.partition("#")[0])
        port = f":{parts.port}" if parts.port not in (None, _PORTS.get(parts.scheme)) else ""
    except ValueError:
        return url
    query = f"?{parts.query}" if parts.query else ""
    return f"{parts.scheme}://{parts.hostname}{port}{parts.path}{query}"


def _retried(url: str) -> list[str]:
    kinds = parse_qs(url.partition("#")[2]).get("rp", [""])[0].split(",")
    return [*kinds, "5xx"] if "all" in kinds else kinds
