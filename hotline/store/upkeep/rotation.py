"""Writing rows again with the newest key: page after page, in the order of their ids."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, Connection, Row, Table, bindparam, func, select, update

from hotline.store.upkeep.secret_keys import keys_of_rows
from hotline.vault import Vault

# A page ends after so many rows that were written again, or so many that were only read.
_WRITTEN, _READ = 500, 5_000
_ID = "the_id"


@dataclass(frozen=True)
class RotatedPage:
    """A page of one table. `last_id` None: there was nothing after it."""

    last_id: int | None
    rotated: int


def has_older_keys(connection: Connection, vault: Vault, table: Table) -> bool:
    """Whether any row needs another key than the newest."""
    return any(one != vault.key_id for one in keys_of_rows(connection, table))


def last_id(connection: Connection, table: Table) -> int:
    """The highest id of the table; 0: it is empty."""
    return connection.execute(select(func.max(table.c.id))).scalar() or 0


def rotate_page(
    connection: Connection,
    vault: Vault,
    table: Table,
    secrets: Sequence[str],
    finder: tuple[str, str] | None,
    *,
    after: int,
) -> RotatedPage:
    """Write at most 500 rows with an older key again, of the 5000 that follow the id `after`.

    Its cost does not depend on how many rows there are, nor on how many are done already.
    """
    ids = select(table.c.id).where(table.c.id > after).order_by(table.c.id).limit(_READ)
    end = connection.execute(select(func.max(ids.subquery().c.id))).scalar()
    if end is None:
        return RotatedPage(None, 0)
    key_id: Column[str] = table.c.key_id
    query = select(table).where(table.c.id > after, table.c.id <= end, key_id != vault.key_id)
    query = query.order_by(table.c.id).limit(_WRITTEN)
    rows = connection.execute(query.with_for_update()).all()
    if rows:
        values = [_written_again(vault, row, secrets, finder) for row in rows]
        columns: dict[str, Any] = {one: bindparam(one) for one in values[0] if one != _ID}
        statement = update(table).where(table.c.id == bindparam(_ID))
        connection.execute(statement.values(key_id=vault.key_id, **columns), values)
    return RotatedPage(rows[-1].id if len(rows) == _WRITTEN else end, len(rows))


def _written_again(
    vault: Vault, row: Row[Any], secrets: Sequence[str], finder: tuple[str, str] | None
) -> dict[str, object]:
    """The values of one row. What is null stays null."""
    found = {name: row._mapping[name] for name in secrets}
    texts = {name: None if one is None else vault.read(one) for name, one in found.items()}
    values: dict[str, object] = {_ID: row.id}
    values |= {name: None if one is None else vault.hide(one) for name, one in texts.items()}
    if finder is not None and (text := texts[finder[1]]) is not None:
        values[finder[0]] = vault.find(text)
    return values
