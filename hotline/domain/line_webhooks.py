"""Where texts and calls that reach one of our lines ought to be announced, and what is amiss.

Retries and fallbacks are written behind a `#` of the address (Twilio, "webhook connection
overrides"): by default a 5xx answer is not tried again.
"""

from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

# Two more tries, also when we answer 5xx.
_RETRIES = "#rc=2&rp=5xx,ct,rt"
_PORTS = {"http": 80, "https": 443}
# A call that nobody answers in words is answered by Twilio with a message, and billed. This page of
# Twilio's own says what it is told to: the line is busy, which costs nothing.
_BUSY = (
    "https://twimlets.com/echo?Twiml=%3CResponse%3E%3CReject%20reason%3D%22busy%22%2F%3E"
    "%3C%2FResponse%3E"
)


@dataclass(frozen=True)
class Address:
    """Where something is announced; empty: nowhere, and then a text costs nothing."""

    url: str
    fallback_url: str = ""
    method: str = "POST"
    fallback_method: str = "POST"


@dataclass(frozen=True)
class LineState:
    """A line as the provider has it.

    `texts_by`, `calls_by`: what decides in the place of the line's own address (an application, a
    trunk); empty: nothing does.
    """

    can_text: bool
    can_call: bool
    texts: Address
    calls: Address
    texts_by: str = ""
    calls_by: str = ""


def text_address(public_url: str) -> Address:
    """Where texts ought to be announced; the second round of tries is ours too."""
    url = f"{public_url}/twilio/sms{_RETRIES}"
    return Address(url, url)


def call_address(public_url: str) -> Address:
    """Where calls ought to be announced."""
    return Address(f"{public_url}/twilio/voice{_RETRIES}", _BUSY)


def find_fault(found: Address, wanted: Address) -> str:
    """`nowhere`, `elsewhere`, `other_path`, `method`, `no_retries`, `no_fallback`,
    `fallback_elsewhere`; empty: nothing."""
    if not found.url:
        return "nowhere"
    if _bare(found.url) != _bare(wanted.url):
        return "other_path" if host_of(found.url) == host_of(wanted.url) else "elsewhere"
    if found.method != wanted.method:
        return "method"
    if "5xx" not in _retried(found.url):
        return "no_retries"
    return _amiss_with_fallback(found, wanted)


def _amiss_with_fallback(found: Address, wanted: Address) -> str:
    if not found.fallback_url:
        return "no_fallback"
    if _bare(found.fallback_url) == _bare(wanted.fallback_url):
        # Our own webhook takes nothing by GET: as good as none.
        return "" if found.fallback_method == wanted.fallback_method else "no_fallback"
    return "fallback_elsewhere"


def host_of(url: str) -> str:
    """Enough of an address to recognise it; the rest of somebody else's may hold secrets."""
    try:
        return urlsplit(url).hostname or url[:40]
    except ValueError:
        return url[:40]


def _bare(url: str) -> str:
    """Without what Twilio keeps to itself, and as every spelling of the same host is written."""
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
