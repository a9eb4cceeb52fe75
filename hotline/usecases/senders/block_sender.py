"""Block a sender: they get no reply any more, and what they are owed is dropped.

The sender is never told. **Idempotent:** blocking a blocked sender is refused, naming who blocked
them and when.
"""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import Connection

from hotline.domain import subjects
from hotline.domain.acts import Act
from hotline.domain.errors import RefusedError
from hotline.domain.facts import Facts
from hotline.domain.people import Organizer, Sender
from hotline.domain.reasons import Reason
from hotline.domain.refusals import Refusal
from hotline.domain.settings import HotlineSettings
from hotline.store.audit import last_act_facts
from hotline.store.database import Database
from hotline.store.owed_replies import drop_owed_to
from hotline.store.senders import change_sender, keep_note
from hotline.store.settings import read_settings
from hotline.usecases.acts.record_act import record_act, require_organizer
from hotline.usecases.money.price_replies import price_replies
from hotline.usecases.senders.find_sender import find_sender


@dataclass(frozen=True)
class BlockFacts(Facts):
    """How many replies were dropped, and what they would have cost."""

    dropped: int
    saved_micros: int
    currency: str


@dataclass(frozen=True)
class Blocked:
    """The result. `dropped`: how many replies; `saved_micros`: what they would have cost."""

    sender: Sender
    audit_id: int
    dropped: int
    saved_micros: int
    currency: str


def block_sender(
    actor: Organizer,
    target: str,
    *,
    database: Database,
    now: datetime,
    lasting: timedelta | None = None,
    note: str | None = None,
) -> Blocked:
    """Block a sender; a number that never reached us is blocked in advance.

    Args:
        target: a handle (`#412`) or a number with its country code (`+33612345678`).
        lasting: how long the block lasts; None: until somebody unblocks them.
        note: why, in the team's own words, kept encrypted; None: no note.

    Raises:
        RejectedError: not_a_sender
        RefusedError: not_allowed, no_such_sender, already_blocked (naming who was faster)
    """
    require_organizer(actor)
    with database.transaction() as connection:
        sender = find_sender(connection, database.vault, target, now=now, add=True)
        until = now + lasting if lasting else None
        done = put_block(connection, actor, sender, now=now, until=until)
        if note:
            keep_note(connection, database.vault, sender.id, note)
        return replace(done, sender=replace(done.sender, block_note=note))


def put_block(
    connection: Connection,
    actor: Organizer,
    sender: Sender,
    *,
    now: datetime,
    until: datetime | None = None,
) -> Blocked:
    """Block a sender whose row is locked, inside the caller's transaction.

    Raises RefusedError("already_blocked"), naming who was faster.
    """
    subject = subjects.sender(sender.id)
    if sender.blocked_at is not None:
        faster = last_act_facts(connection, [Act.BLOCK], subject=subject)
        raise RefusedError(Refusal.ALREADY_BLOCKED, sender_id=sender.id, **faster)
    change_sender(
        connection,
        sender.id,
        blocked_at=now,
        blocked_by=actor.id,
        blocked_until=until,
        blocked_in=None,
        block_note_secret=None,
    )
    facts = drop_for_block(connection, read_settings(connection), sender.id, now)
    audit_id = record_act(connection, Act.BLOCK, actor, now=now, subject=subject, facts=facts)
    sender = replace(sender, blocked_at=now, blocked_until=until)
    return Blocked(sender, audit_id, facts.dropped, facts.saved_micros, facts.currency)


def drop_for_block(
    connection: Connection, settings: HotlineSettings, sender_id: int, now: datetime
) -> BlockFacts:
    """Drop what a blocked sender is owed: how many replies, and what they would have cost."""
    countries = drop_owed_to(connection, [sender_id], Reason.BLOCKED, now)
    saved = price_replies(connection, settings, Counter(countries), now).micros
    return BlockFacts(len(countries), saved, settings.currency)
