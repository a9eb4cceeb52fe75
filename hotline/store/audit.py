"""Audit entries: who did what to which record, when. Only ever added (a trigger sees to it)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, func, insert, not_, or_, select

from hotline.domain.incidents import Incident
from hotline.store.tables import audit_entries


@dataclass(frozen=True)
class AuditEntry:
    """`organizer_id` None: the hotline by itself. `subject` such as `sender:412`."""

    id: int
    organizer_id: int | None
    verb: str
    subject: str | None
    facts: dict[str, Any]
    created_at: datetime


def add_audit_entry(
    connection: Connection,
    verb: str,
    *,
    organizer_id: int | None,
    now: datetime,
    subject: str | None = None,
    facts: dict[str, Any] | None = None,
) -> int:
    """Write down an act; its id. `facts` holds ids and figures, nothing personal."""
    values = {
        "organizer_id": organizer_id,
        "verb": verb,
        "subject": subject,
        "facts": facts or {},
        "created_at": now,
    }
    statement = insert(audit_entries).values(**values).returning(audit_entries.c.id)
    return int(connection.execute(statement).scalar_one())


def get_audit_entry(connection: Connection, entry_id: int) -> AuditEntry | None:
    """One entry, or None."""
    query = select(audit_entries).where(audit_entries.c.id == entry_id)
    row = connection.execute(query).one_or_none()
    return None if row is None else AuditEntry(**row._mapping)


def last_act_facts(
    connection: Connection, verbs: list[str], *, subject: str | None = None
) -> dict[str, object]:
    """{"organizer_id", "at"} of the newest of these acts (on `subject`): who was faster, and when.

    Empty when there is none.
    """
    query = select(audit_entries).where(audit_entries.c.verb.in_(verbs))
    if subject is not None:
        query = query.where(audit_entries.c.subject == subject)
    row = connection.execute(query.order_by(audit_entries.c.id.desc()).limit(1)).one_or_none()
    return {} if row is None else {"organizer_id": row.organizer_id, "at": row.created_at}


def was_overtaken(connection: Connection, entry: AuditEntry, verbs: list[str]) -> bool:
    """Whether a newer act of these verbs was done on the same subject."""
    query = select(audit_entries.c.id).where(
        audit_entries.c.verb.in_(verbs),
        audit_entries.c.subject == entry.subject,
        audit_entries.c.id > entry.id,
    )
    return connection.execute(query.limit(1)).first() is not None


def acts_on_incident(
    connection: Connection, incident: Incident, verbs: Sequence[str], *, limit: int
) -> list[AuditEntry]:
    """What was done about it, by people and by the hotline itself, the newest first.

    Of `verbs`: on this incident, or on no other and while it was on.
    """
    until = incident.closed_at or datetime.max.replace(tzinfo=UTC)
    query = select(audit_entries).where(
        audit_entries.c.verb.in_(verbs),
        or_(
            audit_entries.c.subject == f"incident:{incident.id}",
            and_(
                or_(
                    audit_entries.c.subject.is_(None),
                    not_(audit_entries.c.subject.like("incident:%")),
                ),
                audit_entries.c.created_at >= incident.opened_at,
                audit_entries.c.created_at <= until,
            ),
        ),
    )
    rows = connection.execute(query.order_by(audit_entries.c.id.desc()).limit(limit))
    return [AuditEntry(**row._mapping) for row in rows]


def list_entries(
    connection: Connection,
    *,
    organizer_id: int | None,
    subject: str | None,
    limit: int,
    offset: int,
) -> list[AuditEntry]:
    """The newest first; of one organizer, or about one subject."""
    query = select(audit_entries).where(*_filter(organizer_id, subject))
    rows = connection.execute(query.order_by(audit_entries.c.id.desc()).limit(limit).offset(offset))
    return [AuditEntry(**row._mapping) for row in rows]


def count_entries(connection: Connection, *, organizer_id: int | None, subject: str | None) -> int:
    """How many of them there are."""
    query = select(func.count()).select_from(audit_entries).where(*_filter(organizer_id, subject))
    return int(connection.execute(query).scalar_one())


def _filter(organizer_id: int | None, subject: str | None) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if organizer_id is not None:
        found.append(audit_entries.c.organizer_id == organizer_id)
    if subject is not None:
        found.append(audit_entries.c.subject == subject)
    return found
