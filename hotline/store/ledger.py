"""The ledger: append-only entries, and running figures that always equal their sum.

Every entry says what it adds to `spent` and to `reserved` (either may be negative) and to which
day. The figures of a scope are locked while they change, the total first, then the day: however
many workers there are, they pass here one after the other.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, func, select, text

from hotline.domain.money import Figures
from hotline.store.tables import ledger_entries, ledger_figures

TOTAL = "total"

_APPEND = text(
    """
    WITH entry AS (
        INSERT INTO ledger_entries (kind, reply_id, day, spent_micros, reserved_micros, created_at)
        VALUES (:kind, :reply_id, :day, :spent, :reserved, :now)
    )
    UPDATE ledger_figures
       SET spent_micros = spent_micros + :spent, reserved_micros = reserved_micros + :reserved
     WHERE scope IN ('total', :scope)
    """
)


def lock_figures(connection: Connection, day: date) -> tuple[Figures, Figures]:
    """(day, total), locked until the transaction ends."""
    connection.execute(
        text("INSERT INTO ledger_figures (scope) VALUES ('total'), (:day) ON CONFLICT DO NOTHING"),
        {"day": day.isoformat()},
    )
    rows = connection.execute(
        text(
            "SELECT scope, spent_micros, reserved_micros FROM ledger_figures"
            " WHERE scope IN ('total', :day) ORDER BY scope DESC FOR UPDATE"
        ),
        {"day": day.isoformat()},
    )
    figures = {row.scope: Figures(row.spent_micros, row.reserved_micros) for row in rows}
    return figures[day.isoformat()], figures[TOTAL]


def read_figures(connection: Connection, day: date) -> tuple[Figures, Figures]:
    """(day, total) as they are now, unlocked."""
    query = select(ledger_figures).where(ledger_figures.c.scope.in_([TOTAL, day.isoformat()]))
    figures = {
        row.scope: Figures(row.spent_micros, row.reserved_micros)
        for row in connection.execute(query)
    }
    return figures.get(day.isoformat(), Figures()), figures.get(TOTAL, Figures())


def reserve(
    connection: Connection, reply_id: int, cost_micros: int, day: date, now: datetime
) -> None:
    """Set money aside. The caller holds the figures' lock and has compared with the caps."""
    entry = {"kind": "reserve", "reply_id": reply_id, "day": day, "now": now}
    _append(connection, entry, spent=0, reserved=cost_micros)


def settle(
    connection: Connection,
    reply_id: int,
    day: date,
    now: datetime,
    *,
    reserved_micros: int,
    cost_micros: int,
) -> None:
    """What was reserved is now spent, as `cost_micros`."""
    lock_figures(connection, day)
    entry = {"kind": "settle", "reply_id": reply_id, "day": day, "now": now}
    _append(connection, entry, spent=cost_micros, reserved=-reserved_micros)


def give_back(
    connection: Connection, reply_id: int, day: date, now: datetime, *, reserved_micros: int
) -> None:
    """What was reserved was not needed."""
    lock_figures(connection, day)
    entry = {"kind": "give_back", "reply_id": reply_id, "day": day, "now": now}
    _append(connection, entry, spent=0, reserved=-reserved_micros)


def count_settled(connection: Connection, day: date) -> int:
    """How many replies were paid for out of a day's budget."""
    query = select(func.count()).where(ledger_entries.c.kind == "settle")
    return int(connection.execute(query.where(ledger_entries.c.day == day)).scalar_one())


def _append(connection: Connection, entry: dict[str, Any], *, spent: int, reserved: int) -> None:
    scope = entry["day"].isoformat()
    amounts = {"spent": spent, "reserved": reserved, "scope": scope}
    connection.execute(_APPEND, entry | amounts)
