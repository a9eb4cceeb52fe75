"""The ledger: append-only entries, and running figures that always equal their sum.

Every entry says what it adds to each figure (also negative amounts) and to which day. The figures
are locked while they change, first the total, then the day. So any number of workers pass here one
after the other, and never deadlock.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, func, select, text

from hotline.domain.money import Figures
from hotline.store.tables import ledger_entries, ledger_figures
from hotline.store.upkeep.fund_notes import read_fund_note
from hotline.vault import Vault

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
    """(day, total), locked until the transaction ends. Every caller locks the total first."""
    total = lock_total(connection)
    return _lock_scope(connection, day.isoformat()), total


def lock_total(connection: Connection) -> Figures:
    """The total figures, locked until the transaction ends."""
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
    """{day: figures} from `first` to `last`, both included; without days that have none."""
    query = select(ledger_figures).where(
        ledger_figures.c.scope.between(first.isoformat(), last.isoformat())
    )
    return {date.fromisoformat(row.scope): _figures(row) for row in connection.execute(query)}


def reserve(
    connection: Connection, reply_id: int, cost_micros: int, day: date, now: datetime
) -> None:
    """Make a reservation. The caller has locked the figures and compared them with the caps."""
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
    """Settle a reservation: `cost_micros` are spent. `is_fee`: the reply failed, and cost a fee."""
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
    """Spend at once, on something other than a reply. The caller has locked the figures."""
    _append(connection, kind, day, now, spent=micros)


def give_back(
    connection: Connection, reply_id: int, day: date, now: datetime, *, reserved_micros: int
) -> None:
    """Give back a reservation: the money was not needed."""
    lock_figures(connection, day)
    _append(connection, "give_back", day, now, reply_id=reply_id, reserved=-reserved_micros)


def correct(
    connection: Connection, reply_id: int, day: date, now: datetime, *, by_micros: int
) -> None:
    """Correct what was spent on a reply by `by_micros` more (negative: less)."""
    lock_figures(connection, day)
    _append(connection, "correction", day, now, reply_id=reply_id, spent=by_micros)


def add_inbound_cost(connection: Connection, day: date, now: datetime, *, micros: int) -> Figures:
    """Add the cost of incoming texts; the day's figures before it. Locks the figures."""
    before, _ = lock_figures(connection, day)
    _append(connection, "inbound", day, now, inbound=micros)
    return before


def add_to_total_budget(
    connection: Connection,
    kind: str,
    day: date,
    now: datetime,
    *,
    micros: int,
    organizer_id: int | None = None,
) -> int:
    """Record that the total budget was set, changed or funded by `micros`; the entry's id.

    The caller changes the running figure in the settings in the same transaction.
    """
    values: dict[str, Any] = {
        "kind": kind,
        "day": day,
        "spent_micros": 0,
        "reserved_micros": 0,
        "budget_micros": micros,
        "organizer_id": organizer_id,
        "created_at": now,
    }
    statement = ledger_entries.insert().values(**values).returning(ledger_entries.c.id)
    return int(connection.execute(statement).scalar_one())


def latest_funds(
    connection: Connection, vault: Vault, limit: int
) -> list[tuple[date, int, str | None]]:
    """(day, micros, note) of the funds added to the total budget, the newest first."""
    query = select(ledger_entries).where(ledger_entries.c.kind == "fund")
    rows = connection.execute(query.order_by(ledger_entries.c.id.desc()).limit(limit))
    return [
        (row.day, row.budget_micros, read_fund_note(connection, vault, row.id))
        for row in rows.all()
    ]


def began_at(connection: Connection) -> datetime | None:
    """When the hotline was set up: its first entry is its first total budget."""
    query = select(ledger_entries.c.created_at).order_by(ledger_entries.c.id).limit(1)
    return connection.execute(query).scalar()


def count_settled(connection: Connection, day: date) -> int:
    """How many replies were settled on a day's budget."""
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
