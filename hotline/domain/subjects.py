"""What an audit entry or a notice is about: one record, by its kind and its id."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class SubjectKind(StrEnum):
    """The part before the colon in `audit_entries.subject` and in the facts of notices."""

    SENDER = "sender"
    INCIDENT = "incident"
    ORGANIZER = "organizer"
    INVITATION = "invitation"
    PROPOSAL = "proposal"
    REPLY_TEXT = "reply_text"


@dataclass(frozen=True)
class Subject:
    """Kept as `sender:412`. The id of a reply text is its language and version, `fr:3`."""

    kind: SubjectKind
    id: int | str

    def __str__(self) -> str:
        return f"{self.kind}:{self.id}"

    @property
    def number(self) -> int:
        """The id as a number. Raises ValueError for a reply text."""
        return int(self.id)

    @classmethod
    def read(cls, kept: str | None) -> Subject | None:
        """A subject from its kept form; None if there is none, or only a newer program knows it."""
        kind, _, id_ = (kept or "").partition(":")
        if kind not in tuple(SubjectKind) or not id_:
            return None
        is_number = id_.isascii() and id_.isdecimal()
        return cls(SubjectKind(kind), int(id_) if is_number else id_)


def sender(sender_id: int) -> Subject:
    """A sender, by the number of their handle."""
    return Subject(SubjectKind.SENDER, sender_id)


def incident(incident_id: int) -> Subject:
    """An incident."""
    return Subject(SubjectKind.INCIDENT, incident_id)


def organizer(organizer_id: int) -> Subject:
    """Somebody on the team."""
    return Subject(SubjectKind.ORGANIZER, organizer_id)


def invitation(invitation_id: int) -> Subject:
    """An invitation to the team."""
    return Subject(SubjectKind.INVITATION, invitation_id)


def proposal(proposal_id: int) -> Subject:
    """An act that waits for a second person."""
    return Subject(SubjectKind.PROPOSAL, proposal_id)


def reply_text(language: str, version: int) -> Subject:
    """One version of the reply text."""
    return Subject(SubjectKind.REPLY_TEXT, f"{language}:{version}")
