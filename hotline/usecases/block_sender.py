"""Block a sender: never answered again, and what is owed to him is dropped. He never knows.

Twice: the second says who had blocked him, and when.
"""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from hotline.domain.acts import Act
from hotline.domain.errors import RefusedError
from hotline.domain.people import Organizer, Sender
from hotline.domain.reasons import Reason
from hotline.store.audit import last_act_facts
from hotline.store.database import Database
from hotline.store.replies import drop_owed_to
from hotline.store.senders import change_sender, keep_note
from hotline.store.settings import read_settings
from hotline.usecases.find_sender import find_sender
from hotline.usecases.price_backlog import price_replies
from hotline.usecases.record_act import record_act, require_organizer


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
        subject = f"sender:{sender.id}"
        if sender.blocked_at is not None:
            faster = last_act_facts(connection, [Act.BLOCK], subject=subject)
            raise RefusedError("already_blocked", sender_id=sender.id, **faster)
        until = now + lasting if lasting else None
        change_sender(
            connection,
            sender.id,
            blocked_at=now,
            blocked_by=actor.id,
            blocked_until=until,
            blocked_in=None,
            block_note_secret=None,
        )
        if note:
            keep_note(connection, database.vault, sender.id, note)
        countries = drop_owed_to(connection, [sender.id], Reason.BLOCKED, now)
        settings = read_settings(connection)
        saved = price_replies(connection, settings, Counter(countries), now)
        audit_id = record_act(
            connection,
            Act.BLOCK,
            actor,
            now=now,
            subject=subject,
            facts={
                "dropped": len(countries),
                "saved_micros": saved.micros,
                "currency": settings.currency,
            },
        )
    sender = replace(sender, blocked_at=now, blocked_until=until)
    return Blocked(sender, audit_id, len(countries), saved.micros, settings.currency)
