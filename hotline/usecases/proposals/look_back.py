"""Look back at a proposal or at an act: what it was about. For whoever taps an old button."""

from dataclasses import dataclass
from enum import StrEnum

from hotline.domain import subjects
from hotline.domain.acts import Act
from hotline.domain.facts import Facts
from hotline.domain.subjects import Subject
from hotline.store.audit import AuditEntry, get_audit_entry
from hotline.store.database import Database
from hotline.store.proposals import Proposal, get_proposal


@dataclass(frozen=True)
class _About(Facts):
    incident_id: int | None = None
    organizer_id: int | None = None


@dataclass(frozen=True)
class Past:
    """An act that was proposed or done. `subject`: whom or what it is about; None: nothing."""

    act: Act
    subject: Subject | None


class Record(StrEnum):
    """Where an act was written down."""

    PROPOSAL = "proposal"
    AUDIT_ENTRY = "audit_entry"


def look_back(record: Record, record_id: int, *, database: Database) -> Past | None:
    """Find the act of a proposal or of an audit entry.

    Returns:
        The act, and whom or what it is about; None: there is no such record, or only a newer
        program knows the act.
    """
    with database.transaction() as connection:
        if record is Record.PROPOSAL:
            return _proposed(get_proposal(connection, record_id))
        return _done(get_audit_entry(connection, record_id))


def _proposed(proposal: Proposal | None) -> Past | None:
    if proposal is None:
        return None
    about = _About.from_facts(proposal.kept)
    if about.incident_id is not None:
        return Past(proposal.act, subjects.incident(about.incident_id))
    if about.organizer_id is not None:
        return Past(proposal.act, subjects.organizer(about.organizer_id))
    return Past(proposal.act, None)


def _done(entry: AuditEntry | None) -> Past | None:
    if entry is None or entry.verb not in tuple(Act):
        return None
    return Past(Act(entry.verb), entry.subject)
