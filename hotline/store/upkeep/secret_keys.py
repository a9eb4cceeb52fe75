"""The ids of the keys that the store was written with.

An id names a key and reveals nothing about it. A store that has ids which SECRET_KEY lacks would
take everybody for somebody new: second replies, STOPs and blocks without effect.
"""

from collections.abc import Iterator

from sqlalchemy import Connection, Table, delete, select, text
from sqlalchemy.dialects.postgresql import insert

from hotline.store.tables import secret_keys
from hotline.store.tables.encrypted_columns import ENCRYPTED_COLUMNS, TWO_KEYS
from hotline.vault import Vault


def key_problem(connection: Connection, vault: Vault) -> str | None:
    """Why SECRET_KEY does not fit this store; None: it does, and its first key is noted.

    Of two processes that start at once with different keys on an empty store, one is refused.
    """
    known = _known(connection)
    if vault.key_id not in known:
        connection.execute(text("LOCK TABLE secret_keys IN SHARE ROW EXCLUSIVE MODE"))
        known = _known(connection)
    missing = known - set(vault.key_ids)
    if missing:
        return _sentence(is_whole=missing == known, missing=missing, have=vault.key_ids)
    connection.execute(insert(secret_keys).values(key_id=vault.key_id).on_conflict_do_nothing())
    return None


def keys_of_rows(connection: Connection, table: Table) -> Iterator[str]:
    """The `key_id` of each key that wrote a row of `table`, and `TWO_KEYS` if two wrote one.

    It leaps from each to the next, so by the index on `key_id` it reads one entry of each.
    """
    query = select(table.c.key_id).order_by(table.c.key_id).limit(1)
    found = connection.execute(query).scalar()
    while found is not None:
        yield found
        found = connection.execute(query.where(table.c.key_id > found)).scalar()


def note_keys_of_rows(connection: Connection) -> None:
    """Note the keys of all rows, also of those that an older program wrote."""
    found = {one for table, _, _ in ENCRYPTED_COLUMNS for one in keys_of_rows(connection, table)}
    values = [{"key_id": one} for one in found - {TWO_KEYS}]
    if values:
        connection.execute(insert(secret_keys).on_conflict_do_nothing(), values)


def forget_older_keys(connection: Connection, vault: Vault) -> None:
    """Forget the keys that wrote no row any more."""
    connection.execute(text("LOCK TABLE secret_keys IN SHARE ROW EXCLUSIVE MODE"))
    connection.execute(delete(secret_keys).where(secret_keys.c.key_id != vault.key_id))
    note_keys_of_rows(connection)


def _known(connection: Connection) -> set[str]:
    return set(connection.execute(select(secret_keys.c.key_id)).scalars())


def _sentence(*, is_whole: bool, missing: set[str], have: tuple[str, ...]) -> str:
    what = "nothing" if is_whole else "only a part of what"
    ids = f"written with {', '.join(sorted(missing))}; SECRET_KEY has {', '.join(have)}"
    return (
        f"SECRET_KEY opens {what}{' that' if is_whole else ''} is stored ({ids}):"
        " put the former key back beside it, as new,former"
    )
