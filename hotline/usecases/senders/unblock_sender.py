"""Unblock a sender. Replies that the block dropped and that have not expired are owed again."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from hotline.domain import subjects
from hotline.domain.acts import Act
from hotline.domain.errors import RefusedError
from hotline.domain.facts import Facts
from hotline.domain.people import Organizer, Sender
from hotline.domain.reasons import Reason
from hotline.domain.refusals import Refusal
from hotline.store.audit import last_act_facts
from hotline.store.blocks import restore_dropped, unblock_senders
from hotline.store.database import Database
from hotline.store.senders import get_sender
from hotline.usecases.acts.record_act import record_act, require_organizer
from hotline.usecases.senders.find_sender import find_sender
from hotline.usecases.senders.find_several import find_several


@dataclass(frozen=True)
class UnblockFacts(Facts):
    """How many replies are owed again."""

    restored: int = 0


@dataclass(frozen=True)
class Unblocked:
    """The result. `restored`: how many replies are owed again."""

    sender: Sender
    audit_id: int
    restored: int


def unblock_sender(
    actor: Organizer, target: str, *, database: Database, now: datetime
) -> Unblocked:
    """Unblock a sender.

    Args:
        target: a handle (`#412`) or a number with its country code (`+33612345678`).

    Raises:
        RejectedError: not_a_sender
        RefusedError: not_allowed, no_such_sender, not_blocked (naming who was faster)
    """
    require_organizer(actor)
    with database.transaction() as connection:
        sender = find_sender(connection, database.vault, target, now=now)
        return lift_block(connection, actor, sender, now)


def unblock_several(
    actor: Organizer, targets: tuple[str, ...], *, database: Database, now: datetime
) -> tuple[Unblocked, ...]:
    """Unblock several senders in one transaction; who is not blocked is left as they are.

    Args:
        targets: handles and numbers, as for `unblock_sender`.

    Raises:
        RefusedError: not_allowed, not_all_found (naming which), not_blocked (none of them is)
    """
    require_organizer(actor)
    ids = sorted(one.id for one in find_several(targets, database=database, now=now))
    with database.transaction() as connection:
        locked = [get_sender(connection, database.vault, one, lock=True) for one in ids]
        blocked = [one for one in locked if one is not None and one.blocked_at is not None]
        if not blocked:
            raise RefusedError(Refusal.NOT_BLOCKED, sender_id=ids[0])
        return tuple(lift_block(connection, actor, one, now) for one in blocked)


def lift_block(
    connection: Connection, actor: Organizer, sender: Sender, now: datetime
) -> Unblocked:
    """Unblock a sender whose row is locked, inside the caller's transaction.

    Raises RefusedError("not_blocked"), naming who was faster.
    """
    subject = subjects.sender(sender.id)
    if sender.blocked_at is None:
        faster = last_act_facts(connection, [Act.UNBLOCK], subject=subject)
        raise RefusedError(Refusal.NOT_BLOCKED, sender_id=sender.id, **faster)
    unblock_senders(connection, [sender.id], blocked_at=sender.blocked_at)
    restored = restore_dropped(connection, [sender.id], Reason.BLOCKED, now)
    facts = UnblockFacts(restored)
    audit_id = record_act(connection, Act.UNBLOCK, actor, now=now, subject=subject, facts=facts)
    return Unblocked(sender, audit_id, restored)
