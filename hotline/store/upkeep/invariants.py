"""What must be true of the rows that are stored, as queries that find each row of which it is not.

All of them only read, a page of ids at a time: no statement is long, and none keeps others waiting.
A row is looked at as one transaction left it, so a hotline that works while it is verified is no
finding.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import Connection, Table, func, select, text

from hotline.domain.replies import LEFT, ReplyStatus
from hotline.store.tables import replies, senders
from hotline.vault import Vault


class Invariant(StrEnum):
    """What must be true. The rows of the first group are replies, of the second senders."""

    ONE_REPLY = "one_reply"
    RESERVED_IN_FLIGHT = "reserved_in_flight"
    SPENT_AS_COST = "spent_as_cost"
    NO_STALE_SEND = "no_stale_send"
    NO_LATE_REPLY = "no_late_reply"
    NO_EXPIRED_REPLY = "no_expired_reply"
    LEFT_HAS_SID = "left_has_sid"
    KNOWN_STATUS = "known_status"
    OWN_INBOUND = "own_inbound"

    COUNTED = "counted"
    NOTHING_FOR_BLOCKED = "nothing_for_blocked"
    WHOLE_BLOCK = "whole_block"

    READABLE = "readable"


@dataclass(frozen=True)
class Violation:
    """A row of which it is not true. `table`: its name; `id`: its id."""

    invariant: Invariant
    table: str
    id: int


_PAGE = 5_000
# A send takes 30 s, and after 5 min it is given up; a due reply is taken within seconds.
_STALE, _LATE = timedelta(minutes=15), timedelta(hours=1)

_OF_REPLIES: dict[Invariant, str] = {
    # Since the one before it left; a sender whose number was written in two ways may have had two.
    Invariant.ONE_REPLY: """
        status = ANY(:out) AND NOT EXISTS (
            SELECT FROM senders AS other WHERE other.joined_to = this.sender_id)
        AND EXISTS (
            SELECT FROM replies AS earlier
             WHERE earlier.sender_id = this.sender_id AND earlier.status = ANY(:out)
               AND earlier.id < this.id
               AND (CAST(:again AS interval) IS NULL
                    OR this.planned_at - earlier.planned_at < CAST(:again AS interval)))
    """,
    Invariant.RESERVED_IN_FLIGHT: """
        (SELECT coalesce(sum(reserved_micros), 0) FROM ledger_entries WHERE reply_id = this.id)
        <> CASE WHEN status IN ('sending', 'unknown') THEN coalesce(cost_micros, 0) ELSE 0 END
    """,
    Invariant.SPENT_AS_COST: """
        status = ANY(:left) AND
        (SELECT coalesce(sum(spent_micros), 0) FROM ledger_entries WHERE reply_id = this.id)
        <> coalesce(cost_micros, 0)
    """,
    Invariant.NO_STALE_SEND: "status = 'sending' AND changed_at < :stale",
    Invariant.NO_LATE_REPLY: """
        status = 'planned' AND due_at < :late AND changed_at < :late
        AND (SELECT mode <> 'suspended' AND halt_until IS NULL FROM settings)
    """,
    Invariant.NO_EXPIRED_REPLY: "status IN ('planned', 'held') AND expires_at < :stale",
    Invariant.LEFT_HAS_SID: "status = ANY(:left) AND provider_sid IS NULL",
    Invariant.KNOWN_STATUS: "NOT status = ANY(:statuses)",
    Invariant.OWN_INBOUND: """
        NOT EXISTS (SELECT FROM inbounds
                     WHERE inbounds.id = this.inbound_id AND inbounds.sender_id = this.sender_id)
    """,
}
_OF_SENDERS: dict[Invariant, str] = {
    Invariant.COUNTED: """
        joined_to IS NULL AND (texts, calls) <> (
            SELECT count(*) FILTER (WHERE kind = 'sms'), count(*) FILTER (WHERE kind = 'call')
              FROM inbounds WHERE inbounds.sender_id = this.id)
    """,
    Invariant.NOTHING_FOR_BLOCKED: """
        (blocked_at IS NOT NULL OR opted_out_at IS NOT NULL) AND EXISTS (
            SELECT FROM replies WHERE replies.sender_id = this.id
               AND replies.status IN ('planned', 'held'))
    """,
    Invariant.WHOLE_BLOCK: "blocked_at IS NULL AND blocked_until IS NOT NULL",
}
_OUT = [*LEFT, ReplyStatus.SENDING, ReplyStatus.UNKNOWN]


def replies_page(
    connection: Connection, after: int, *, now: datetime, again: timedelta | None
) -> tuple[int | None, list[Violation]]:
    """As `senders_page`, for replies. `again`: the shortest time between two to one sender that was
    ever allowed; None: one for life.
    """
    values: dict[str, object] = {
        "left": list(LEFT),
        "out": _OUT,
        "statuses": list(ReplyStatus),
        "again": again,
        "stale": now - _STALE,
        "late": now - _LATE,
    }
    return _page(connection, replies, _OF_REPLIES, after, values)


def senders_page(connection: Connection, after: int) -> tuple[int | None, list[Violation]]:
    """(the last id of the page that follows `after`, what is not true); None: there is none."""
    return _page(connection, senders, _OF_SENDERS, after, {})


def secrets_page(
    connection: Connection, after: int, *, vault: Vault, table: Table, columns: Sequence[str]
) -> tuple[int | None, list[Violation]]:
    """The same, for whether each secret of a table opens with a key that we have."""
    query = select(table).where(table.c.id > after).order_by(table.c.id).limit(_PAGE)
    rows = connection.execute(query).all()
    found = [
        Violation(Invariant.READABLE, table.name, row.id)
        for row in rows
        if not all(vault.opens(one) for one in map(row._mapping.get, columns) if one is not None)
    ]
    return (rows[-1].id if rows else None), found


def _page(
    connection: Connection,
    table: Table,
    checks: dict[Invariant, str],
    after: int,
    values: dict[str, object],
) -> tuple[int | None, list[Violation]]:
    ids = select(table.c.id).where(table.c.id > after).order_by(table.c.id).limit(_PAGE).subquery()
    upto = connection.execute(select(func.max(ids.c.id))).scalar()
    if upto is None:
        return None, []
    found = []
    for invariant, wrong in checks.items():
        query = text(
            f"SELECT id FROM {table.name} AS this"  # noqa: S608  (names and texts of ours)
            f" WHERE this.id > :after AND this.id <= :upto AND {wrong} ORDER BY id"
        )
        rows = connection.execute(query, {**values, "after": after, "upto": upto}).scalars()
        found += [Violation(invariant, table.name, one) for one in rows]
    return upto, found
