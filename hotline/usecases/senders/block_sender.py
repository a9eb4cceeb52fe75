"""Block a sender: never answered again, and what is owed to him is dropped. He never knows.

Twice: the second says who had blocked him, and when.
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
    """Replies that were dropped, and what they would have cost."""

    dropped: int
    saved_micros: int
    currency: str


@dataclass(frozen=True)
class Blocked:
    """What blocking did: replies dropped, and the money that they would have cost."""

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
    """Block `target` (a handle or a number; one that never reached us is blocked in advance).

    `lasting`: for so long; None: until somebody unblocks him. `note`: why, in the team's words.
    """
    require_organizer(actor)
    with database.transaction() as connection:
        sender = find_sender(connection, database.vault, target, now=now, add=True)
        until = now + lasting if lasting else None
        done = put_block(connection, actor, sender, now=now, until=until)
        if note:
            keep_note(connection, database.vault, sender.id, note)
        return done


def put_block(
    connection: Connection,
    actor: Organizer,
    sender: Sender,
    *,
    now: datetime,
    until: datetime | None = None,
) -> Blocked:
    """Block a sender who is locked, inside the caller's transaction. Raises
    RefusedError("already_blocked") naming who was faster."""
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
    countries = drop_owed_to(connection, [sender.id], Reason.BLOCKED, now)
    settings = read_settings(connection)
    saved = price_replies(connection, settings, Counter(countries), now).micros
    facts = BlockFacts(len(countries), saved, settings.currency)
    audit_id = record_act(connection, Act.BLOCK, actor, now=now, subject=subject, facts=facts)
    sender = replace(sender, blocked_at=now, blocked_until=until)
    return Blocked(sender, audit_id, len(countries), saved, settings.currency)
