"""Block many senders at once, drop what they are owed, and say what that saved.

The senders get no sign of it. **Idempotent:** senders who are blocked permanently are left as they
are; a block with an end becomes permanent. One tap undoes the blocks of this act and no others.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from hotline.domain import subjects
from hotline.domain.acts import Act
from hotline.domain.errors import RefusedError
from hotline.domain.facts import Facts
from hotline.domain.people import Organizer
from hotline.domain.reasons import Reason
from hotline.domain.refusals import Refusal
from hotline.store.blocks import block_senders
from hotline.store.incidents import get_incident
from hotline.store.owed_replies import drop_owed_to
from hotline.store.settings import read_settings
from hotline.usecases.acts.record_act import record_act
from hotline.usecases.incidents.acknowledge_incident import take_charge
from hotline.usecases.money.price_replies import price_replies


@dataclass(frozen=True)
class BlockManyFacts(Facts):
    """`count`: senders. `dropped`: replies. `saved_micros`: what those would have cost."""

    count: int
    dropped: int
    saved_micros: int
    currency: str


@dataclass(frozen=True)
class BlockManyKept(Facts):
    """Whom it blocked. Only the audit entry keeps it, for the undo."""

    senders: tuple[int, ...]


@dataclass(frozen=True)
class BlockedMany:
    """`senders`, `dropped` replies: how many. `saved_micros`: what those would have cost."""

    senders: int
    dropped: int
    saved_micros: int
    currency: str
    audit_id: int


def block_incident_senders(
    connection: Connection,
    actor: Organizer,
    incident_id: int,
    sender_ids: Sequence[int],
    *,
    now: datetime,
) -> BlockedMany:
    """Block the senders, inside the caller's transaction.

    Raises RefusedError("no_such_incident" | "nobody_to_block").
    """
    subject = subjects.incident(incident_id)
    incident = get_incident(connection, incident_id, lock=True)
    if incident is None:
        raise RefusedError(Refusal.NO_SUCH_INCIDENT)
    blocked = block_senders(connection, sender_ids, by=actor.id, incident_id=incident_id, now=now)
    if not blocked:
        raise RefusedError(Refusal.NOBODY_TO_BLOCK)
    countries = drop_owed_to(connection, blocked, Reason.BLOCKED, now)
    settings = read_settings(connection)
    saved = price_replies(connection, settings, Counter(countries), now).micros
    take_charge(connection, incident, actor, now)
    audit_id = record_act(
        connection,
        Act.BLOCK_MANY,
        actor,
        now=now,
        subject=subject,
        facts=BlockManyFacts(len(blocked), len(countries), saved, settings.currency),
        kept=BlockManyKept(tuple(blocked)),
    )
    return BlockedMany(len(blocked), len(countries), saved, settings.currency, audit_id)
