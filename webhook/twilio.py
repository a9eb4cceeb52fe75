"""Twilio's three routes: a text arrives, a call arrives, a message's status changes."""

import re
from collections.abc import Callable
from datetime import datetime

from flask import Blueprint, Request, Response, request
from sqlalchemy.exc import DBAPIError
from werkzeug.exceptions import BadRequest, Forbidden

from hotline.domain.addresses import split_address
from hotline.domain.inbounds import Inbound, InboundKind
from hotline.domain.keywords import Keyword
from hotline.domain.replies import ReplyStatus
from hotline.gateways.twilio_codes import failure_of
from hotline.gateways.twilio_status import reply_status_of
from hotline.store.database import connection_was_lost
from hotline.usecases.inbound.receive_inbound import receive_inbound
from hotline.usecases.replies.record_delivery import record_delivery
from hotline.wiring import Hotline, utc_now
from webhook.answers import BUSY, TAKEN, xml_answer
from webhook.signature import SignatureCheck

_SID = re.compile(r"[A-Za-z0-9]{2,64}")
_SMALL_NUMBER = re.compile(r"[0-9]{1,3}")
# A Messaging Service with Advanced Opt-Out sends it: the keywords are those of its owner.
# The page is named "Advanced Opt-Out", in Twilio's documentation of messaging.
_OPT_OUT_TYPES = {"STOP": Keyword.STOP, "START": Keyword.START, "HELP": Keyword.HELP}
_LONGEST_NAME = 64
_REPLY_ID = re.compile(r"[0-9]{1,18}")


def twilio_routes(hotline: Hotline) -> Blueprint:
    """The signed routes. The signature is checked before anything is read."""
    routes = Blueprint("twilio", __name__, url_prefix="/twilio")
    check = SignatureCheck(hotline.settings)
    lines = frozenset(hotline.settings.twilio_numbers)

    @routes.before_request
    def require_signature() -> None:
        check.require(request)

    @routes.post("/sms")
    def sms() -> Response:
        _keep(hotline, _read_sms(request, lines, utc_now()), lines)
        return xml_answer(TAKEN)

    @routes.post("/voice")
    def voice() -> Response:
        _keep(hotline, _read_call(request, lines, utc_now()), lines)
        return xml_answer(BUSY)

    @routes.post("/status")
    def status() -> Response:
        _keep_status(hotline, request)
        return xml_answer(TAKEN)

    return routes


def _keep(hotline: Hotline, inbound: Inbound, lines: frozenset[str]) -> None:
    database, now = hotline.database, inbound.received_at
    _surely(lambda: receive_inbound(inbound, database=database, lines=lines, now=now))


def _surely(record: Callable[[], bool]) -> None:
    """Record, once more if PostgreSQL restarted under an idle connection.

    The pool is fresh by then. **Idempotent:** if the first try did commit, the second changes
    nothing.
    """
    try:
        record()
    except DBAPIError as error:
        if not connection_was_lost(error):
            raise
        record()


def _keep_status(hotline: Hotline, request: Request) -> None:
    sid = _sid(request, "MessageSid")
    status = reply_status_of(request.form.get("MessageStatus", ""))
    reply_id = request.args.get("r", "")
    if status is None:
        return
    known_id = int(reply_id) if _REPLY_ID.fullmatch(reply_id) else None
    code, database, now = _error_code(request), hotline.database, utc_now()
    failure = failure_of(code) if code or status is ReplyStatus.FAILED else None
    _surely(
        lambda: record_delivery(
            sid,
            status,
            reply_id=known_id,
            failure=failure,
            database=database,
            now=now,
            to=request.form.get("To"),
        )
    )


def _read_sms(request: Request, lines: frozenset[str], now: datetime) -> Inbound:
    form = request.form
    channel, sender = split_address(form.get("From", ""))
    if channel is None:
        channel, _ = split_address(form.get("To", ""))
    return Inbound(
        kind=InboundKind.SMS,
        provider_sid=_sid(request, "MessageSid"),
        sender=sender,
        line=_line_of_text(request, lines),
        received_at=now,
        body=form.get("Body", ""),
        segments=_small_number(form.get("NumSegments", ""), default=1),
        media=_small_number(form.get("NumMedia", ""), default=0),
        channel=channel,
        keyword=_OPT_OUT_TYPES.get(form.get("OptOutType", "")),
    )


def _read_call(request: Request, lines: frozenset[str], now: datetime) -> Inbound:
    return Inbound(
        kind=InboundKind.CALL,
        provider_sid=_sid(request, "CallSid"),
        sender=request.form.get("From", ""),
        line=_line(request, lines),
        received_at=now,
        segments=0,
    )


def _sid(request: Request, name: str) -> str:
    sid = request.form.get(name, "")
    if not _SID.fullmatch(sid):
        raise BadRequest
    return sid


def _line(request: Request, lines: frozenset[str]) -> str:
    line = request.form.get("To", "")
    if line not in lines:
        raise Forbidden
    return line


def _line_of_text(request: Request, lines: frozenset[str]) -> str:
    """Our line; or, of a channel whose senders have no number, the name of ours: `rcs:agent`."""
    channel, address = split_address(request.form.get("To", ""))
    if address in lines:
        return address
    if channel is None or address.startswith("+"):
        raise Forbidden
    return f"{channel}:{address}"[:_LONGEST_NAME]


def _small_number(text: str, *, default: int) -> int:
    return int(text) if _SMALL_NUMBER.fullmatch(text) else default


def _error_code(request: Request) -> str | None:
    code = request.form.get("ErrorCode", "")
    return code if re.fullmatch(r"[0-9]{1,6}", code) else None
