"""The two statements that every inbound costs: one reads what we know, one writes.

Raw SQL, because the speed of this path matters: a raid arrives here.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, column, text

from hotline.domain.eligibility import Standing
from hotline.domain.inbounds import Inbound, InboundKind
from hotline.domain.numbers import Number
from hotline.domain.reasons import Reason
from hotline.domain.replies import ReplyStatus
from hotline.domain.settings import HotlineSettings
from hotline.store.senders import sender_parameters
from hotline.store.settings import NotSetUpError, settings_from
from hotline.store.tables import settings
from hotline.vault import Vault

_SETTINGS = [one.name for one in settings.columns]
_SENDER = ["sender_id", "blocked_at", "opted_out_at", "last_planned_at"]
# The sender's row stays locked until the commit, so two first texts at once plan one reply.
# know_sender (in the first migration) finds the sender or adds them.
# Named columns are faster: SQLAlchemy works out the shape of a row only once.
_READ = text(
    f"""
    SELECT {", ".join(f"settings.{name}" for name in _SETTINGS)}, {", ".join(_SENDER)}
      FROM settings CROSS JOIN LATERAL know_sender(
           :hashes, :lock, :secret, :key_id, :number_kind, :country, :moment) AS sender
    """  # noqa: S608
).columns(*map(column, _SETTINGS + _SENDER))

# ON CONFLICT: a repeated webhook changes nothing, not even the counters.
_WRITE = text(
    """
    WITH inbound AS (
        INSERT INTO inbounds (provider_sid, kind, sender_id, line, body_secret, key_id,
                              segments, media, reason, received_at)
        VALUES (:provider_sid, :kind, :sender_id, :line, :body_secret, :key_id,
                :segments, :media, :reason, :received_at)
        ON CONFLICT (provider_sid) DO NOTHING
        RETURNING id
    ), seen AS (
        UPDATE senders
           SET texts = texts + :texts, calls = calls + :calls,
               last_seen_at = greatest(last_seen_at, :received_at),
               last_planned_at = CASE WHEN :is_owed THEN :received_at ELSE last_planned_at END
         WHERE id = :sender_id AND EXISTS (SELECT FROM inbound)
    ), planned AS (
        INSERT INTO replies (sender_id, inbound_id, status, reason, line, country,
                             planned_at, due_at, expires_at, changed_at)
        SELECT :sender_id, inbound.id, :status, :hold_reason, :line, :country,
               :received_at, :due_at, :expires_at, :received_at
          FROM inbound WHERE :is_owed
    )
    SELECT id FROM inbound
    """
)


@dataclass(frozen=True)
class Known:
    """What the store knows when an inbound arrives. `sender_id` None: a withheld number."""

    settings: HotlineSettings
    sender_id: int | None
    standing: Standing


def read_known(connection: Connection, vault: Vault, number: Number, moment: datetime) -> Known:
    """Read the settings and the sender, in one statement. A new sender is added; the row is locked.

    Raises NotSetUpError.
    """
    row = connection.execute(_READ, sender_parameters(vault, number, moment)).one_or_none()
    if row is None:
        raise NotSetUpError
    standing = Standing(
        row.blocked_at is not None, row.opted_out_at is not None, row.last_planned_at
    )
    return Known(settings_from(row), row.sender_id, standing)


@dataclass(frozen=True)
class Plan:
    """When a reply is due and when it expires. `held_for`: it is held, for this reason."""

    country: str
    due_at: datetime
    expires_at: datetime
    held_for: Reason | None = None


def write_inbound(
    connection: Connection,
    vault: Vault,
    inbound: Inbound,
    *,
    sender_id: int | None,
    reason: Reason | None,
    plan: Plan | None,
) -> int | None:
    """Store the inbound, count it, and plan its reply; the id of the inbound.

    **Idempotent:** a repeated `provider_sid` changes nothing, and returns None.
    """
    is_text = inbound.kind is InboundKind.SMS
    parameters = {
        "provider_sid": inbound.provider_sid,
        "kind": inbound.kind,
        "sender_id": sender_id,
        "line": inbound.line,
        "body_secret": None if inbound.body is None else vault.hide(inbound.body),
        "key_id": vault.key_id,
        "segments": inbound.segments,
        "media": inbound.media,
        "reason": reason,
        "received_at": inbound.received_at,
        "texts": int(is_text),
        "calls": int(not is_text),
        "is_owed": plan is not None,
        "status": ReplyStatus.HELD if plan and plan.held_for else ReplyStatus.PLANNED,
        "hold_reason": plan and plan.held_for,
        "country": plan and plan.country,
        "due_at": plan and plan.due_at,
        "expires_at": plan and plan.expires_at,
    }
    return connection.execute(_WRITE, parameters).scalar()
