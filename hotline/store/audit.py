"""Audit entries: who did what to which record, and when. A trigger makes them append-only."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, func, insert, not_, or_, select

from hotline.domain import subjects
from hotline.domain.acts import Act
from hotline.domain.facts import Facts, NoFacts
from hotline.domain.incidents import Incident
from hotline.domain.subjects import Subject, SubjectKind
from hotline.store.tables import audit_entries


@dataclass(frozen=True)
class AuditEntry:
    """One act. `organizer_id` None: the hotline itself did it. `kept`: its facts as JSON."""

    id: int
    organizer_id: int | None
    verb: str
    subject: Subject | None
    kept: dict[str, Any]
    created_at: datetime


def add_audit_entry(  # noqa: PLR0913  (an entry)
    connection: Connection,
    verb: str,
    *,
    organizer_id: int | None,
    now: datetime,
    subject: Subject | None = None,
    facts: Facts = NoFacts(),  # noqa: B008  (frozen)
    kept: Facts = NoFacts(),  # noqa: B008
) -> int:
    """Record an act; the id of the entry. `kept`: facts that are not in its notice."""
    values = {
        "organizer_id": organizer_id,
        "verb": verb,
        "subject": _kept(subject),
        "facts": {**facts.to_facts(), **kept.to_facts()},
        "created_at": now,
    }
    statement = insert(audit_entries).values(**values).returning(audit_entries.c.id)
    return int(connection.execute(statement).scalar_one())


def get_audit_entry(connection: Connection, entry_id: int) -> AuditEntry | None:
    """One entry, or None."""
    query = select(audit_entries).where(audit_entries.c.id == entry_id)
    row = connection.execute(query).one_or_none()
    return None if row is None else _entry(row)


def last_act_facts(
    connection: Connection, verbs: Sequence[str], *, subject: Subject | None = None
) -> dict[str, object]:
    """Find who was faster: the newest of these acts, on `subject` if given.

    {"organizer_id", "at", "verb", "entry_id"}; the last is the audit entry. Empty if there is none.
    """
    query = select(audit_entries).where(audit_entries.c.verb.in_(verbs))
    if subject is not None:
        query = query.where(audit_entries.c.subject == _kept(subject))
    row = connection.execute(query.order_by(audit_entries.c.id.desc()).limit(1)).one_or_none()
    if row is None:
        return {}
    return {
        "organizer_id": row.organizer_id,
        "at": row.created_at,
        "verb": row.verb,
        "entry_id": row.id,
    }


def was_overtaken(connection: Connection, entry: AuditEntry, verbs: Sequence[str]) -> bool:
    """Whether a newer act with one of these verbs was done on the same subject."""
    query = select(audit_entries.c.id).where(
        audit_entries.c.verb.in_(verbs),
        audit_entries.c.subject == _kept(entry.subject),
        audit_entries.c.id > entry.id,
    )
    return connection.execute(query.limit(1)).first() is not None


def acts_on_incident(
    connection: Connection, incident: Incident, verbs: Sequence[str], *, limit: int
) -> list[AuditEntry]:
    """What people and the hotline itself did about an incident, the newest first.

    Acts with one of `verbs`: on this incident, or during it and on no other incident.
    """
    until = incident.closed_at or datetime.max.replace(tzinfo=UTC)
    query = select(audit_entries).where(
        audit_entries.c.verb.in_(verbs),
        or_(
            audit_entries.c.subject == str(subjects.incident(incident.id)),
            and_(
                or_(
                    audit_entries.c.subject.is_(None),
                    not_(audit_entries.c.subject.like(f"{SubjectKind.INCIDENT}:%")),
                ),
                audit_entries.c.created_at >= incident.opened_at,
                audit_entries.c.created_at <= until,
            ),
        ),
    )
    rows = connection.execute(query.order_by(audit_entries.c.id.desc()).limit(limit))
    return [_entry(row) for row in rows]


def last_act_on_incident(
    connection: Connection, incident: Incident, verbs: Sequence[str]
) -> datetime | None:
    """When somebody on the team last acted on the incident; None: nobody has."""
    of_people = [
        one.created_at
        for one in acts_on_incident(connection, incident, verbs, limit=50)
        if one.organizer_id is not None
    ]
    return max(of_people, default=None)


def who_did(connection: Connection, act: Act, subject: Subject) -> list[int]:
    """The ids of the organizers who did this act on this subject, each once, in their order."""
    query = select(audit_entries.c.organizer_id, func.min(audit_entries.c.id)).where(
        audit_entries.c.verb == act,
        audit_entries.c.subject == _kept(subject),
        audit_entries.c.organizer_id.is_not(None),
    )
    rows = connection.execute(query.group_by(audit_entries.c.organizer_id))
    return [row[0] for row in sorted(rows, key=lambda row: int(row[1]))]


def entries_of(
    connection: Connection, verbs: Sequence[str], since: datetime, until: datetime
) -> list[AuditEntry]:
    """The entries with these verbs from `since` until before `until`, and the last one before.

    The oldest first.
    """
    query = select(audit_entries).where(audit_entries.c.verb.in_(verbs))
    moment = audit_entries.c.created_at
    newest_first = (moment.desc(), audit_entries.c.id.desc())
    before = connection.execute(query.where(moment < since).order_by(*newest_first).limit(1))
    within = query.where(moment >= since, moment < until).order_by(moment, audit_entries.c.id)
    return [_entry(row) for row in [*before, *connection.execute(within)]]


def list_entries(
    connection: Connection,
    *,
    organizer_id: int | None,
    subject: Subject | None,
    limit: int,
    offset: int,
) -> list[AuditEntry]:
    """The newest first; only of one organizer, or about one subject, where given."""
    query = select(audit_entries).where(*_filter(organizer_id, subject))
    rows = connection.execute(query.order_by(audit_entries.c.id.desc()).limit(limit).offset(offset))
    return [_entry(row) for row in rows]


def count_entries(
    connection: Connection, *, organizer_id: int | None, subject: Subject | None
) -> int:
    """How many entries `list_entries` would list without a limit."""
    query = select(func.count()).select_from(audit_entries).where(*_filter(organizer_id, subject))
    return int(connection.execute(query).scalar_one())


def _filter(organizer_id: int | None, subject: Subject | None) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if organizer_id is not None:
        found.append(audit_entries.c.organizer_id == organizer_id)
    if subject is not None:
        found.append(audit_entries.c.subject == _kept(subject))
    return found


def _kept(subject: Subject | None) -> str | None:
    return None if subject is None else str(subject)


def _entry(row: Row[Any]) -> AuditEntry:
    return AuditEntry(
        id=row.id,
        organizer_id=row.organizer_id,
        verb=row.verb,
        subject=Subject.read(row.subject),
        kept=row.facts,
        created_at=row.created_at,
    )


def has_agreed(connection: Connection, organizer_id: int) -> bool:
    """Whether this organizer was ever the second person of an act."""
    query = select(audit_entries.c.id).where(
        audit_entries.c.organizer_id == organizer_id, audit_entries.c.verb == Act.AGREE
    )
    return connection.execute(query.limit(1)).first() is not None
