"""The ledger: append-only entries, and running figures that always equal their sum.

Every entry says what it adds to each figure (which may be negative) and to which day. The figures
of a scope are locked while they change, the total first, then the day: however many workers there
are, they pass here one after the other.
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
        INSERT INTO ledger_entries (kind, reply_id, day, spent_micros, reserved_micros,
                                    inbound_micros, created_at)
        VALUES (:kind, :reply_id, :day, :spent, :reserved, :inbound, :now)
    )
    UPDATE ledger_figures
       SET spent_micros = spent_micros + :spent, reserved_micros = reserved_micros + :reserved,
           inbound_micros = inbound_micros + :inbound
     WHERE scope IN ('total', :scope)
    """
)


def lock_figures(connection: Connection, day: date) -> tuple[Figures, Figures]:
    """(day, total), locked until the transaction ends: the total first, by everybody."""
    total = lock_total(connection)
    return _lock_scope(connection, day.isoformat()), total


def lock_total(connection: Connection) -> Figures:
    """All there ever was, locked until the transaction ends."""
    return _lock_scope(connection, TOTAL)


def _lock_scope(connection: Connection, scope: str) -> Figures:
    query = text("SELECT * FROM ledger_figures WHERE scope = :scope FOR UPDATE")
    row = connection.execute(query, {"scope": scope}).one_or_none()
    if row is None:
        insert_ = text("INSERT INTO ledger_figures (scope) VALUES (:scope) ON CONFLICT DO NOTHING")
        connection.execute(insert_, {"scope": scope})
        row = connection.execute(query, {"scope": scope}).one()
    return _figures(row)


def read_figures(connection: Connection, day: date) -> tuple[Figures, Figures]:
    """(day, total) as they are now, unlocked."""
    query = select(ledger_figures).where(ledger_figures.c.scope.in_([TOTAL, day.isoformat()]))
    figures = {row.scope: _figures(row) for row in connection.execute(query)}
    return figures.get(day.isoformat(), Figures()), figures.get(TOTAL, Figures())


def read_days(connection: Connection, first: date, last: date) -> dict[date, Figures]:
    """The figures of each day in which anything was spent or came in, both ends included."""
    query = select(ledger_figures).where(
        ledger_figures.c.scope.between(first.isoformat(), last.isoformat())
    )
    return {date.fromisoformat(row.scope): _figures(row) for row in connection.execute(query)}


def reserve(
    connection: Connection, reply_id: int, cost_micros: int, day: date, now: datetime
) -> None:
    """Set money aside. The caller holds the figures' lock and has compared with the caps."""
    _append(connection, "reserve", day, now, reply_id=reply_id, reserved=cost_micros)


def settle(  # noqa: PLR0913  (an entry)
    connection: Connection,
    reply_id: int,
    day: date,
    now: datetime,
    *,
    reserved_micros: int,
    cost_micros: int,
    is_fee: bool = False,
) -> None:
    """What was reserved is now spent, as `cost_micros` (`is_fee`: it failed, and left that)."""
    lock_figures(connection, day)
    _append(
        connection,
        "fee" if is_fee else "settle",
        day,
        now,
        reply_id=reply_id,
        spent=cost_micros,
        reserved=-reserved_micros,
    )


def spend(connection: Connection, day: date, now: datetime, *, kind: str, micros: int) -> None:
    """Spent at once, on something that is no reply. The caller holds the figures' lock."""
    _append(connection, kind, day, now, spent=micros)


def give_back(
    connection: Connection, reply_id: int, day: date, now: datetime, *, reserved_micros: int
) -> None:
    """What was reserved was not needed."""
    lock_figures(connection, day)
    _append(connection, "give_back", day, now, reply_id=reply_id, reserved=-reserved_micros)


def correct(
    connection: Connection, reply_id: int, day: date, now: datetime, *, by_micros: int
) -> None:
    """What was spent turned out to be `by_micros` more (negative: less)."""
    lock_figures(connection, day)
    _append(connection, "correction", day, now, reply_id=reply_id, spent=by_micros)


def add_inbound_cost(connection: Connection, day: date, now: datetime, *, micros: int) -> Figures:
    """Texts that came in cost so much more; the day's figures before. Locks the figures."""
    before, _ = lock_figures(connection, day)
    _append(connection, "inbound", day, now, inbound=micros)
    return before


def add_to_total_budget(  # noqa: PLR0913  (a row)
    connection: Connection,
    kind: str,
    day: date,
    now: datetime,
    *,
    micros: int,
    organizer_id: int | None = None,
    note: str | None = None,
) -> int:
    """The story of the total budget: it was set, changed or funded by so much; the entry's id.

    The caller changes the settings' running figure in the same transaction.
    """
    values: dict[str, Any] = {
        "kind": kind,
        "day": day,
        "spent_micros": 0,
        "reserved_micros": 0,
        "budget_micros": micros,
        "organizer_id": organizer_id,
        "note": note,
        "created_at": now,
    }
    statement = ledger_entries.insert().values(**values).returning(ledger_entries.c.id)
    return int(connection.execute(statement).scalar_one())


def latest_funds(connection: Connection, limit: int) -> list[tuple[date, int, str | None]]:
    """(day, micros, note) of what was added to the total, the newest first."""
    query = select(ledger_entries).where(ledger_entries.c.kind == "fund")
    rows = connection.execute(query.order_by(ledger_entries.c.id.desc()).limit(limit))
    return [(row.day, row.budget_micros, row.note) for row in rows]


def began_at(connection: Connection) -> datetime | None:
    """When the hotline was set up: its first entry is its first total budget."""
    query = select(ledger_entries.c.created_at).order_by(ledger_entries.c.id).limit(1)
    return connection.execute(query).scalar()


def count_settled(connection: Connection, day: date) -> int:
    """How many replies were paid for out of a day's budget."""
    query = select(func.count()).where(ledger_entries.c.kind == "settle")
    return int(connection.execute(query.where(ledger_entries.c.day == day)).scalar_one())


def _append(
    connection: Connection,
    kind: str,
    day: date,
    now: datetime,
    *,
    reply_id: int | None = None,
    **amounts: int,
) -> None:
    entry = {"kind": kind, "reply_id": reply_id, "day": day, "now": now, "scope": day.isoformat()}
    connection.execute(_APPEND, entry | {"spent": 0, "reserved": 0, "inbound": 0} | amounts)


def _figures(row: Any) -> Figures:
    return Figures(row.spent_micros, row.reserved_micros, row.inbound_micros)
