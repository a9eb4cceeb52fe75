"""Send one due reply: claim it and reserve its money, call the provider, record what came of it.

Twice, or by two workers at once: only one claim succeeds. Dies before the request: the reply is
`sending` and becomes `unknown`. Dies after it: the provider's callback names the reply and proves
the send. In neither case is it sent again by guessing.
"""

from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import Connection

from hotline.domain.days import day_of
from hotline.domain.errors import DeliveryError, Outcome
from hotline.domain.modes import Mode
from hotline.domain.money import Cap, cap_that_breaks
from hotline.domain.reasons import Reason
from hotline.domain.replies import ReplyStatus
from hotline.domain.retries import wait_before
from hotline.domain.segments import measure
from hotline.domain.settings import HotlineSettings
from hotline.gateways.sms import OutgoingSms, SmsGateway
from hotline.store.database import Database
from hotline.store.ledger import lock_figures, reserve
from hotline.store.notices import add_notices_once
from hotline.store.prices import read_prices
from hotline.store.replies import DueReply, change_reply, lock_due_reply, lock_reply
from hotline.store.settings import read_settings
from hotline.store.texts import current_text
from hotline.usecases.move_reply import move_reply


@dataclass(frozen=True)
class Origin:
    """How replies leave: from what (None: the line that was reached), and who hears the outcome."""

    reply_from: str | None
    public_url: str

    def callback_url(self, reply_id: int) -> str:
        """Where the provider reports on this reply. It names the reply, and so proves the send.

        The fragment is for Twilio: a report that meets a restart of ours is made again.
        """
        return f"{self.public_url}/twilio/status?r={reply_id}#rc=2&rp=5xx,ct,rt"


@dataclass(frozen=True)
class _Claimed:
    id: int
    attempt: int
    line: str
    number: str = field(repr=False)
    body: str = field(repr=False)


def send_reply(
    reply_id: int, *, database: Database, gateway: SmsGateway, origin: Origin, now: datetime
) -> bool:
    """True if the provider took it. Blocks as long as the provider does."""
    with database.transaction() as connection:
        claimed = _claim(connection, database, reply_id, now)
    if claimed is None:
        return False
    # No transaction is open here: a slow provider must not hold a database connection.
    try:
        provider_sid = gateway.send(
            OutgoingSms(
                to=claimed.number,
                sender=origin.reply_from or claimed.line,
                body=claimed.body,
                callback_url=origin.callback_url(reply_id),
            )
        )
    except DeliveryError as error:
        with database.transaction() as connection:
            _record_failure(connection, claimed, error, now)
        return False
    with database.transaction() as connection:
        _record_sent(connection, reply_id, provider_sid, now)
    return True


def _claim(
    connection: Connection, database: Database, reply_id: int, now: datetime
) -> _Claimed | None:
    # The settings are locked first, against a suspension: once it is committed nothing is claimed.
    settings = read_settings(connection, for_share=True)
    if settings.mode is not Mode.OPEN:
        return None
    reply = lock_due_reply(connection, database.vault, reply_id, now)
    if reply is None:
        return None
    reason = _why_dropped(reply, now)
    if reason is not None:
        change_reply(connection, reply.id, now, status=ReplyStatus.DROPPED, reason=reason)
        return None
    return _reserve(connection, reply, settings, now)


def _why_dropped(reply: DueReply, now: datetime) -> Reason | None:
    if reply.is_blocked:
        return Reason.BLOCKED
    if reply.is_opted_out:
        return Reason.OPTED_OUT
    return Reason.EXPIRED if now >= reply.expires_at else None


def _reserve(
    connection: Connection, reply: DueReply, settings: HotlineSettings, now: datetime
) -> _Claimed | None:
    text = current_text(connection, settings.language)
    price = read_prices(connection, settings.currency).get(reply.country)
    if price is None:
        _hold_for_price(connection, reply, settings, now)
        return None
    cost_micros = price * measure(text.body).segments
    day = day_of(now, settings.timezone)
    day_figures, total_figures = lock_figures(connection, day)
    cap = cap_that_breaks(cost_micros, settings.budget, day=day_figures, total=total_figures)
    if cap is not None:
        _hold_for_budget(connection, reply.id, cap, day, now)
        return None
    reserve(connection, reply.id, cost_micros, day, now)
    change_reply(
        connection,
        reply.id,
        now,
        status=ReplyStatus.SENDING,
        text_id=text.id,
        cost_micros=cost_micros,
        day=day,
    )
    return _Claimed(reply.id, reply.attempt, reply.line, reply.number, text.body)


def _hold_for_budget(
    connection: Connection, reply_id: int, cap: Cap, day: date, now: datetime
) -> None:
    change_reply(connection, reply_id, now, status=ReplyStatus.HELD, reason=Reason.BUDGET)
    key = f"cap:{cap}" if cap is Cap.TOTAL else f"cap:{cap}:{day}"
    add_notices_once(connection, key, "cap_reached", {"cap": cap}, now=now)


def _hold_for_price(
    connection: Connection, reply: DueReply, settings: HotlineSettings, now: datetime
) -> None:
    change_reply(connection, reply.id, now, status=ReplyStatus.HELD, reason=Reason.PRICE_UNKNOWN)
    key = f"price_unknown:{reply.country}:{day_of(now, settings.timezone)}"
    facts = {"country": reply.country, "currency": settings.currency}
    add_notices_once(connection, key, "price_unknown", facts, now=now)


def _record_sent(connection: Connection, reply_id: int, provider_sid: str, now: datetime) -> None:
    moved = move_reply(
        connection, reply_id, ReplyStatus.SENT, now=now, provider_sid=provider_sid, reason=None
    )
    state = None if moved else lock_reply(connection, reply_id)
    # The callback was faster: only the sid may be missing.
    if state is not None and state.provider_sid is None:
        change_reply(connection, reply_id, now, provider_sid=provider_sid)


def _record_failure(
    connection: Connection, claimed: _Claimed, error: DeliveryError, now: datetime
) -> None:
    values: dict[str, object] = {"error_code": error.code}
    if error.outcome is Outcome.PERMANENT:
        status, values["reason"] = ReplyStatus.FAILED, Reason.REFUSED_BY_PROVIDER
    elif error.outcome is Outcome.TEMPORARY:
        status, attempt = ReplyStatus.PLANNED, claimed.attempt + 1
        values |= {"attempt": attempt, "enqueued_at": None}
        values["due_at"] = now + wait_before(attempt, seed=claimed.id)
    else:
        status, values["reason"] = ReplyStatus.UNKNOWN, Reason.NO_ANSWER
    move_reply(connection, claimed.id, status, now=now, **values)
    if error.needs_people:
        key = f"provider:{error.code}:{now.date()}"
        add_notices_once(connection, key, "provider_refuses", {"code": error.code}, now=now)
