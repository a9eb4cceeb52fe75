"""Do what was written after /block: one sender at once, several after a question.

A question comes too where the reason speaks of a time that was not read: a block that was meant
for a day must not last for ever unnoticed. **On a crash** while several are looked for, nobody is
blocked.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection

from hotline.domain import subjects
from hotline.domain.acts import Act
from hotline.domain.errors import RefusedError, RejectedError
from hotline.domain.facts import Facts
from hotline.domain.people import Organizer, Sender
from hotline.domain.refusals import Refusal
from hotline.domain.written.senders import SenderOrder, read_block, read_senders
from hotline.store.blocks import block_named
from hotline.store.database import Database
from hotline.store.proposals import add_proposal
from hotline.store.senders import keep_hidden_note
from hotline.store.settings import read_settings
from hotline.usecases.acts.record_act import record_act, require_organizer
from hotline.usecases.senders.block_sender import Blocked, block_sender, drop_for_block
from hotline.usecases.senders.find_several import find_several
from hotline.usecases.senders.unblock_sender import Unblocked, unblock_sender, unblock_several


@dataclass(frozen=True)
class BlockProposal(Facts):
    """Whom to block, for how long (None: for ever) and why, encrypted."""

    senders: tuple[int, ...]
    seconds: int | None = None
    note_secret: str | None = None
    key_id: str = ""


@dataclass(frozen=True)
class BlockQuestion:
    """What was understood. `already`: those of them who are blocked, and are left as they are."""

    proposal_id: int
    senders: tuple[Sender, ...]
    already: tuple[Sender, ...]
    order: SenderOrder


@dataclass(frozen=True)
class BlockedSeveral:
    """Whom it blocked, until when, and what that saved; each sender has an audit entry."""

    senders: tuple[int, ...]
    until: datetime | None
    at: datetime
    dropped: int
    saved_micros: int
    currency: str


def order_block(
    actor: Organizer, text: str, *, database: Database, now: datetime
) -> Blocked | BlockQuestion:
    """Block, or ask.

    Args:
        text: such as "#412", "06 12 34 56 78 24h insults" or "#3, #2 et #7".

    Raises:
        RejectedError: not_a_sender, too_many_senders, not_a_duration, one_sender
        RefusedError: not_allowed, no_such_sender, not_all_found (naming which), already_blocked
    """
    require_organizer(actor)
    order = read_block(text, _home(database))
    if len(order.targets) == 1 and order.is_certain:
        return block_sender(
            actor,
            order.targets[0],
            database=database,
            now=now,
            lasting=_lasting(order.seconds),
            note=order.note,
        )
    senders = find_several(order.targets, database=database, now=now, add=True)
    already = tuple(one for one in senders if one.blocked_at is not None)
    wanted = tuple(one for one in senders if one.blocked_at is None)
    if not wanted:
        raise RefusedError(Refusal.ALREADY_BLOCKED, sender_id=senders[0].id)
    vault = database.vault
    secret = vault.hide(order.note).decode() if order.note else None
    facts = BlockProposal(tuple(one.id for one in wanted), order.seconds, secret, vault.key_id)
    with database.transaction() as connection:
        proposal_id = add_proposal(connection, actor.id, Act.BLOCK, facts, now)
    return BlockQuestion(proposal_id, wanted, already, order)


def order_unblock(
    actor: Organizer, text: str, *, database: Database, now: datetime
) -> Unblocked | tuple[Unblocked, ...]:
    """Unblock the senders that `text` names, and nothing else: one, or several.

    Raises:
        RejectedError: not_a_sender, too_many_senders
        RefusedError: as `unblock_sender` and `unblock_several`
    """
    require_organizer(actor)
    targets, rest = read_senders(text, _home(database))
    if rest:
        raise RejectedError(Refusal.NOT_A_SENDER)
    if len(targets) == 1:
        return unblock_sender(actor, targets[0], database=database, now=now)
    return unblock_several(actor, targets, database=database, now=now)


def block_as_proposed(
    connection: Connection, actor: Organizer, wanted: BlockProposal, now: datetime
) -> BlockedSeveral:
    """Block them all, inside the caller's transaction; who is blocked by now is left as they are.

    Raises RefusedError("already_blocked") if all of them are.
    """
    lasting = _lasting(wanted.seconds)
    until = now + lasting if lasting else None
    ids = block_named(connection, wanted.senders, by=actor.id, until=until, now=now)
    if not ids:
        raise RefusedError(Refusal.ALREADY_BLOCKED, sender_id=wanted.senders[0])
    dropped = saved = 0
    settings = read_settings(connection)
    for sender_id in ids:
        if wanted.note_secret is not None:
            secret = wanted.note_secret.encode()
            keep_hidden_note(connection, sender_id, secret, wanted.key_id)
        facts = drop_for_block(connection, settings, sender_id, now)
        subject = subjects.sender(sender_id)
        record_act(connection, Act.BLOCK, actor, now=now, subject=subject, facts=facts)
        dropped, saved = dropped + facts.dropped, saved + facts.saved_micros
    return BlockedSeveral(tuple(ids), until, now, dropped, saved, settings.currency)


def _home(database: Database) -> str:
    with database.transaction() as connection:
        return read_settings(connection).home_country


def _lasting(seconds: int | None) -> timedelta | None:
    return None if seconds is None else timedelta(seconds=seconds)
