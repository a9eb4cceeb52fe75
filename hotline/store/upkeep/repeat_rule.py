"""The shortest time between two replies to one sender that this hotline ever allowed."""

from datetime import timedelta

from sqlalchemy import Connection, select

from hotline.domain.acts import Act
from hotline.store.settings import read_settings
from hotline.store.tables import audit_entries

# The name of that rule, and of its values in days, in the facts of an audit entry.
_RULE, _VALUES = "repeat", ("from", "to")


def shortest_repeat(connection: Connection) -> timedelta | None:
    """None: it was always one reply for life."""
    kept = audit_entries.c.facts
    query = select(kept).where(audit_entries.c.verb == Act.CHANGE_RULE)
    found = [
        facts[name]
        for facts in connection.execute(query).scalars()
        if facts and facts.get("rule") == _RULE
        for name in _VALUES
        if facts.get(name) is not None
    ]
    lengths = [timedelta(days=days) for days in found]
    current = read_settings(connection).repeat_after
    return min([*lengths, *([current] if current else [])], default=None)
