"""What Twilio posts: a text arrives, a call arrives, a message's status changes."""

import re
from collections.abc import Callable, Set
from concurrent.futures import Executor
from datetime import datetime
from functools import partial
from http import HTTPStatus
from urllib.parse import parse_qsl

from sqlalchemy.exc import DBAPIError

from hotline.domain.addresses import split_address
from hotline.domain.inbounds import Inbound, InboundKind
from hotline.domain.keywords import Keyword
from hotline.domain.replies import ReplyStatus
from hotline.gateways.twilio_codes import failure_of
from hotline.gateways.twilio_status import reply_status_of
from hotline.store.database import Database, connection_was_lost
from hotline.usecases.replies.record_delivery import record_delivery
from hotline.wiring import Hotline, utc_now
from webhook.answers import BUSY, TAKEN, Answer, RefusedError, answer_to
from webhook.exchange import Later, Post
from webhook.inbound_writer import InboundWriter
from webhook.signature import Form, SignatureCheck

_SID = re.compile(r"[A-Za-z0-9]{2,64}")
_SMALL_NUMBER = re.compile(r"[0-9]{1,3}")
# A Messaging Service with Advanced Opt-Out sends it: the keywords are those of its owner.
# The page is named "Advanced Opt-Out", in Twilio's documentation of messaging.
_OPT_OUT_TYPES = {"STOP": Keyword.STOP, "START": Keyword.START, "HELP": Keyword.HELP}
_LONGEST_NAME = 64
_REPLY_ID = re.compile(r"[0-9]{1,18}")


class TwilioWebhook:
    """What Twilio posts to us, answered. It knows neither the server nor Flask."""

    def __init__(self, hotline: Hotline, threads: Executor, intake: Database) -> None:
        """`intake`: the database as the writer alone uses it; `threads`: where statuses wait."""
        self._database = hotline.database
        self._lines = frozenset(hotline.settings.twilio_numbers)
        self._check = SignatureCheck(hotline.settings)
        self._writer = InboundWriter(intake, self._lines)
        self._threads = threads
        self._routes: dict[str, Callable[[Form, str], Answer | Later]] = {
            "/twilio/sms": self._sms,
            "/twilio/voice": self._voice,
            "/twilio/status": self._status,
        }

    @property
    def paths(self) -> Set[str]:
        """The signed addresses."""
        return self._routes.keys()

    @property
    def is_well(self) -> bool:
        """Whether texts and calls are being kept."""
        return self._writer.is_well

    def answer(self, post: Post) -> Answer | Later:
        """The answer to one of `paths`; never raises, and never waits.

        The signature is checked before anything is read.
        """
        try:
            form = self._check.require(post)
            return self._routes[post.path](form, post.query)
        except Exception as error:  # noqa: BLE001  (each has its answer)
            return answer_to(error)

    def _sms(self, form: Form, _query: str) -> Later:
        return Later(self._writer.submit(_read_sms(form, self._lines, utc_now())), TAKEN)

    def _voice(self, form: Form, _query: str) -> Later:
        return Later(self._writer.submit(_read_call(form, self._lines, utc_now())), BUSY)

    def _status(self, form: Form, query: str) -> Answer | Later:
        record = _read_status(self._database, form, query)
        return TAKEN if record is None else Later(self._threads.submit(record), TAKEN)


def _read_status(database: Database, form: Form, query: str) -> Callable[[], bool] | None:
    """What records this status; None: it says nothing to us."""
    sid = _sid(form, "MessageSid")
    status = reply_status_of(form.get("MessageStatus", ""))
    if status is None:
        return None
    reply_id = dict(reversed(parse_qsl(query))).get("r", "")
    code, to = _error_code(form), form.get("To")
    record = partial(
        record_delivery,
        sid,
        status,
        reply_id=int(reply_id) if _REPLY_ID.fullmatch(reply_id) else None,
        failure=failure_of(code) if code or status is ReplyStatus.FAILED else None,
        database=database,
        now=utc_now(),
        to=to,
    )
    return partial(_surely, record)


def _surely(record: Callable[[], bool]) -> bool:
    """Record, once more if PostgreSQL restarted under an idle connection.

    The pool is fresh by then. **Idempotent:** if the first try did commit, the second changes
    nothing.
    """
    try:
        return record()
    except DBAPIError as error:
        if not connection_was_lost(error):
            raise
        return record()


def _read_sms(form: Form, lines: frozenset[str], now: datetime) -> Inbound:
    channel, sender = split_address(form.get("From", ""))
    if channel is None:
        channel, _ = split_address(form.get("To", ""))
    return Inbound(
        kind=InboundKind.SMS,
        provider_sid=_sid(form, "MessageSid"),
        sender=sender,
        line=_line_of_text(form, lines),
        received_at=now,
        body=form.get("Body", ""),
        segments=_small_number(form.get("NumSegments", ""), default=1),
        media=_small_number(form.get("NumMedia", ""), default=0),
        channel=channel,
        keyword=_OPT_OUT_TYPES.get(form.get("OptOutType", "")),
    )


def _read_call(form: Form, lines: frozenset[str], now: datetime) -> Inbound:
    return Inbound(
        kind=InboundKind.CALL,
        provider_sid=_sid(form, "CallSid"),
        sender=form.get("From", ""),
        line=_line(form, lines),
        received_at=now,
        segments=0,
    )


def _sid(form: Form, name: str) -> str:
    sid = form.get(name, "")
    if not _SID.fullmatch(sid):
        raise RefusedError(HTTPStatus.BAD_REQUEST)
    return sid


def _line(form: Form, lines: frozenset[str]) -> str:
    line = form.get("To", "")
    if line not in lines:
        raise RefusedError(HTTPStatus.FORBIDDEN)
    return line


def _line_of_text(form: Form, lines: frozenset[str]) -> str:
    """Our line; or, of a channel whose senders have no number, the name of ours: `rcs:agent`."""
    channel, address = split_address(form.get("To", ""))
    if address in lines:
        return address
    if channel is None or address.startswith("+"):
        raise RefusedError(HTTPStatus.FORBIDDEN)
    return f"{channel}:{address}"[:_LONGEST_NAME]


def _small_number(text: str, *, default: int) -> int:
    return int(text) if _SMALL_NUMBER.fullmatch(text) else default


def _error_code(form: Form) -> str | None:
    code = form.get("ErrorCode", "")
    return code if re.fullmatch(r"[0-9]{1,6}", code) else None
