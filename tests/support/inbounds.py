"""Inbounds, rows and figures as tests want them."""

import secrets
from datetime import datetime
from typing import Any

from sqlalchemy import text

from hotline.domain.inbounds import Inbound, InboundKind
from hotline.store.database import Database
from hotline.usecases.receive_inbound import receive_inbound
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
        receive_inbound(
            inbound, database=database, lines=frozenset({LINE}), now=inbound.received_at
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
    found = rows(
        database,
        "SELECT spent_micros, reserved_micros FROM ledger_figures WHERE scope = 'total'",
    )
    entries = rows(
        database,
        "SELECT coalesce(sum(spent_micros), 0)::bigint, coalesce(sum(reserved_micros), 0)::bigint"
        " FROM ledger_entries",
    )
    assert (found or [(0, 0)]) == entries
    return entries[0]
