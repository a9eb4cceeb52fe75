"""Check our own outside address: Twilio can reach it, and only signed requests pass."""

from urllib.parse import urlsplit

from hotline.domain.checkups import Check, Finding, fine, unknown, wrong
from hotline.gateways.webhook_probe import ProbeAnswer, WebhookProbe

_HERE = ("127.0.0.1", "localhost", "::1")


def check_public_url(probe: WebhookProbe, public_url: str) -> list[Finding]:
    """Visit our own address as the provider would. Costs three requests."""
    looked = _look(probe.look(), public_url)
    if looked.problem:
        return [looked, unknown(Check.SIGNATURE, "no_address")]
    return [looked, _signature(probe)]


def _look(answer: ProbeAnswer, public_url: str) -> Finding:
    parts = urlsplit(public_url)
    facts = {"host": parts.hostname or ""}
    problem = _what_is_wrong(answer)
    if not problem and parts.scheme != "https" and parts.hostname not in _HERE:
        problem = "in_the_clear"
    return wrong(Check.ADDRESS, problem, **facts) if problem else fine(Check.ADDRESS, **facts)


def _what_is_wrong(answer: ProbeAnswer) -> str:
    if answer.status is None:
        return "certificate" if answer.has_bad_certificate else "unreachable"
    if 300 <= answer.status < 400:
        return "redirected"
    if answer.is_ours:
        return "unwell" if answer.status == 503 else ""
    # With 5xx it is the hosting platform's own page: our process does not answer.
    return "down" if answer.status >= 500 else "somebody_elses"


def _signature(probe: WebhookProbe) -> Finding:
    signed, unsigned = probe.request(signed=True), probe.request(signed=False)
    if signed.status is None or unsigned.status is None:
        return unknown(Check.SIGNATURE, "no_answer")
    if signed.status != 200:
        return wrong(Check.SIGNATURE, "refused", status=signed.status)
    if unsigned.status == 200:
        return wrong(Check.SIGNATURE, "unchecked")
    return fine(Check.SIGNATURE)
