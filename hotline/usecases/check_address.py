"""Check our own outside address: whether Twilio can reach it, and its signature passes, alone."""

from urllib.parse import urlsplit

from hotline.domain.checkups import Check, Finding, fine, unknown, wrong
from hotline.gateways.front_door import FrontDoor, Knock

_HERE = ("127.0.0.1", "localhost", "::1")


def check_address(door: FrontDoor, public_url: str) -> list[Finding]:
    """Three requests."""
    looked = _look(door.look(), public_url)
    if looked.problem:
        return [looked, unknown(Check.SIGNATURE, "no_address")]
    return [looked, _signature(door)]


def _look(knock: Knock, public_url: str) -> Finding:
    parts = urlsplit(public_url)
    facts = {"host": parts.hostname or ""}
    if knock.status is None:
        return wrong(Check.ADDRESS, "unreachable", **facts)
    if 300 <= knock.status < 400:
        return wrong(Check.ADDRESS, "redirected", **facts)
    if not knock.is_ours:
        return wrong(Check.ADDRESS, "somebody_elses", **facts)
    if knock.status == 503:
        return wrong(Check.ADDRESS, "unwell", **facts)
    if parts.scheme != "https" and parts.hostname not in _HERE:
        return wrong(Check.ADDRESS, "in_the_clear", **facts)
    return fine(Check.ADDRESS, **facts)


def _signature(door: FrontDoor) -> Finding:
    signed, unsigned = door.knock(signed=True), door.knock(signed=False)
    if signed.status != 200:
        return wrong(Check.SIGNATURE, "refused", status=signed.status or 0)
    if unsigned.status == 200:
        return wrong(Check.SIGNATURE, "unchecked")
    return fine(Check.SIGNATURE)
