"""Inbounds, rows and figures as tests want them."""

import secrets
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import text

from hotline.domain.inbounds import Inbound, InboundKind
from hotline.store.database import Database
from hotline.store.ledger import add_to_total_budget
from hotline.store.ledger_check import find_differences
from hotline.store.settings import change_settings, read_settings
from hotline.usecases.inbound.receive_inbounds import receive_inbounds
from tests.support.cast import HIM, LINE


def a_text(
    at: datetime, sender: str = HIM, body: str = "salut toi", *, sid: str | None = None
) -> Inbound:
    sid = sid or "SM" + secrets.token_hex(16)
    return Inbound(InboundKind.SMS, sid, sender, LINE, at, body=body)


def a_call(at: datetime, sender: str = HIM) -> Inbound:
    return Inbound(InboundKind.CALL, "CA" + secrets.token_hex(16), sender, LINE, at, segments=0)


def receive(database: Database, *inbounds: Inbound) -> None:
    for inbound in inbounds:
        receive_inbounds(
            [inbound], database=database, lines=frozenset({LINE}), now=inbound.received_at
        )


def rows(database: Database, query: str, **parameters: Any) -> list[Any]:
    with database.transaction() as connection:
        return [tuple(row) for row in connection.execute(text(query), parameters)]


def one(database: Database, query: str, **parameters: Any) -> Any:
    ((value,),) = rows(database, query, **parameters)
    return value


def reply_states(database: Database) -> list[tuple[str, str | None]]:
    return rows(database, "SELECT status, reason FROM replies ORDER BY id")


def figures(database: Database) -> tuple[int, int]:
    """(spent, reserved) in all, and proof that the ledger's entries add up to them."""
    with database.transaction() as connection:
        assert find_differences(connection) == []
    found = rows(
        database,
        "SELECT spent_micros, reserved_micros FROM ledger_figures WHERE scope = 'total'",
    )
    return found[0] if found else (0, 0)


def set_total_budget(database: Database, micros: int) -> None:
    """As if organizers had; the ledger tells of it."""
    with database.transaction() as connection:
        before = read_settings(connection).budget.total_micros
        day, now = date(2026, 10, 30), datetime(2026, 10, 30, tzinfo=UTC)
        add_to_total_budget(connection, "budget", day, now, micros=micros - before)
        change_settings(connection, total_budget_micros=micros)
