"""Receive a text or a call: keep it, and plan the reply that its sender is owed.

**Idempotent:** a repeated `provider_sid` changes nothing. **On a crash** the transaction rolls
back, Twilio was not answered 200 and retries, or `catch_up` finds the text.
"""

from collections.abc import Set
from datetime import datetime, timedelta

from sqlalchemy import Connection

from hotline.domain.eligibility import why_no_reply
from hotline.domain.inbounds import Inbound
from hotline.domain.keywords import Keyword, read_keyword
from hotline.domain.modes import Mode
from hotline.domain.numbers import Number, read_number
from hotline.domain.reasons import Reason
from hotline.domain.settings import HotlineSettings
from hotline.store.database import Database
from hotline.store.intake import Plan, read_known, write_inbound
from hotline.store.owed_replies import drop_owed_to
from hotline.store.senders import change_sender, opt_in
from hotline.vault import Vault

_TIME_TO_JUDGE = timedelta(minutes=10)


class _RepeatedError(Exception):
    """This inbound is kept already: the transaction must roll back."""


def receive_inbound(
    inbound: Inbound, *, database: Database, lines: Set[str], now: datetime
) -> bool:
    """Keep the inbound and plan its reply: two statements in one transaction, as raids arrive here.

    Args:
        lines: our numbers, in E.164 format: they are never answered.
        now: when we decide; `inbound.received_at` is when it reached the provider's line.

    Returns:
        True if the inbound is new; False if it was kept already.
    """
    try:
        with database.transaction() as connection:
            _receive(connection, database.vault, inbound, lines, now)
    except _RepeatedError:
        return False
    return True


def _receive(
    connection: Connection, vault: Vault, inbound: Inbound, lines: Set[str], now: datetime
) -> None:
    number = read_number(inbound.sender)
    keyword = inbound.keyword or read_keyword(inbound.body)
    known = read_known(connection, vault, number, inbound.received_at)
    rules = known.settings.rules(lines)
    reason = why_no_reply(number, known.standing, rules, keyword=keyword, now=now)
    if inbound.channel is not None:
        # A STOP is heard for the number; nothing is sent by a channel whose prices we do not know.
        reason = reason or Reason.CHANNEL
    if inbound.is_machine_made:
        reason = Reason.MACHINE
    inbound_id = write_inbound(
        connection,
        vault,
        inbound,
        sender_id=known.sender_id,
        reason=reason,
        plan=_plan(number, inbound.received_at, known.settings, now) if reason is None else None,
    )
    if inbound_id is None:
        raise _RepeatedError
    if known.sender_id is not None and keyword is not None:
        _apply_keyword(connection, keyword, known.sender_id, inbound.received_at)


def _plan(number: Number, received_at: datetime, settings: HotlineSettings, now: datetime) -> Plan:
    is_guarded = settings.mode is Mode.GUARDED
    due_at = received_at + settings.delay
    return Plan(
        country=number.country or "",
        # An inbound that arrives late is not judged before the rest of the raid is here.
        due_at=max(due_at, now + _TIME_TO_JUDGE) if is_guarded else due_at,
        expires_at=received_at + settings.expiry,
        held_for=Reason.RAID if is_guarded else None,
    )


def _apply_keyword(
    connection: Connection, keyword: Keyword, sender_id: int, moment: datetime
) -> None:
    if keyword is Keyword.STOP:
        change_sender(connection, sender_id, opted_out_at=moment)
        drop_owed_to(connection, [sender_id], Reason.OPTED_OUT, moment)
    elif keyword is Keyword.START:
        # A START that arrives late does not undo a STOP that was sent after it.
        opt_in(connection, sender_id, moment)
