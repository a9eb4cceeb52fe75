"""Senders whose number is stored in two ways, such as +330612345678 and +33612345678, become one.

The row with the other way of writing stays, and leads to the one sender: audit entries name it.
"""

from typing import Any

from sqlalchemy import Connection, Row, select, text, update

from hotline.domain.numbers import Number, read_number
from hotline.domain.replies import Move
from hotline.store.reply_moves import may_move, moved
from hotline.store.senders import lock_sender
from hotline.store.tables import senders
from hotline.vault import Vault

_BATCH = 1000
# The strictest of both: a STOP or a block of either holds for the person.
_JOIN_STANDING = text(
    """
    UPDATE senders AS kept
       SET blocked_at = least(kept.blocked_at, joined.blocked_at),
           blocked_by = CASE WHEN kept.blocked_at IS NULL THEN joined.blocked_by
                             ELSE kept.blocked_by END,
           blocked_until = CASE WHEN kept.blocked_at IS NULL THEN joined.blocked_until
                                WHEN joined.blocked_at IS NULL THEN kept.blocked_until
                                WHEN kept.blocked_until IS NULL OR joined.blocked_until IS NULL
                                THEN NULL
                                ELSE greatest(kept.blocked_until, joined.blocked_until) END,
           opted_out_at = greatest(kept.opted_out_at, joined.opted_out_at),
           last_planned_at = greatest(kept.last_planned_at, joined.last_planned_at),
           first_seen_at = least(kept.first_seen_at, joined.first_seen_at),
           last_seen_at = greatest(kept.last_seen_at, joined.last_seen_at),
           texts = kept.texts + joined.texts,
           calls = kept.calls + joined.calls
      FROM senders AS joined
     WHERE kept.id = :kept AND joined.id = :joined
    """
)
_MOVE = [
    text(f"UPDATE {table} SET sender_id = :kept WHERE sender_id = :joined")  # noqa: S608
    for table in ("inbounds", "replies", "threats")
]
# Of several that are owed the first stays, unless one has left or the person wants none.
_DROP_SECOND = text(
    f"""
    UPDATE replies SET {moved(Move.DROP)}, changed_at = now(),
           reason = CASE WHEN sender.blocked_at IS NOT NULL THEN 'blocked'
                         WHEN sender.opted_out_at IS NOT NULL THEN 'opted_out'
                         ELSE 'already_answered' END
      FROM senders AS sender
     WHERE sender.id = :kept AND replies.sender_id = :kept AND {may_move(Move.DROP)}
       AND (sender.blocked_at IS NOT NULL OR sender.opted_out_at IS NOT NULL
            OR EXISTS (SELECT FROM replies AS former
                        WHERE former.sender_id = :kept AND former.status <> 'dropped'
                          AND former.id < replies.id))
    """  # noqa: S608
)


def join_batch(connection: Connection, vault: Vault, *, after: int) -> int | None:
    """Join among the next thousand senders; the last id looked at. None: there are no more."""
    query = select(senders).where(senders.c.id > after, senders.c.joined_to.is_(None))
    rows = connection.execute(query.order_by(senders.c.id).limit(_BATCH)).all()
    doubled = []
    for row in rows:
        written = vault.read(row.number_secret)
        number = read_number(written)
        if number.canonical != written:
            doubled.append((row, number))
    # In the order in which the intake locks senders.
    for row, number in sorted(doubled, key=lambda one: vault.lock_number(one[1].canonical)):
        lock_sender(connection, vault, number)
        _join(connection, vault, row, number)
    return rows[-1].id if rows else None


def _join(connection: Connection, vault: Vault, row: Row[Any], number: Number) -> None:
    found = senders.c.number_hash.in_(vault.find_any(number.canonical))
    ids = sorted([row.id, *connection.execute(select(senders.c.id).where(found)).scalars()])
    # Both rows are locked, the smaller id first, so that no inbound comes in between.
    connection.execute(select(senders.c.id).where(senders.c.id.in_(ids)).with_for_update()).all()
    kept = next((one for one in ids if one != row.id), None)
    if kept is None:
        _write_again(connection, vault, row, number)
        return
    pair = {"kept": kept, "joined": row.id}
    connection.execute(_JOIN_STANDING, pair)
    for statement in _MOVE:
        connection.execute(statement, pair)
    connection.execute(_DROP_SECOND, {"kept": kept})
    nothing = {"texts": 0, "calls": 0, "blocked_at": None, "blocked_until": None}
    connection.execute(
        update(senders).where(senders.c.id == row.id).values(joined_to=kept, **nothing)
    )


def _write_again(connection: Connection, vault: Vault, row: Row[Any], number: Number) -> None:
    note = row.block_note_secret
    connection.execute(
        update(senders)
        .where(senders.c.id == row.id)
        .values(
            number_hash=vault.find(number.canonical),
            number_secret=vault.hide(number.canonical),
            block_note_secret=note and vault.hide(vault.read(note)),
            number_kind=number.kind,
            country=number.country,
            key_id=vault.key_id,
        )
    )
