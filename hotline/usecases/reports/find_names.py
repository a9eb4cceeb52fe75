"""Find the names and handles that a notice or an audit entry speaks of, as they are now."""

from dataclasses import dataclass, field

from sqlalchemy import Connection

from hotline.domain.notices import NoticeHeader
from hotline.domain.subjects import Subject, SubjectKind
from hotline.store.database import Database
from hotline.store.organizers import former_name, get_organizer
from hotline.store.reply_texts import get_draft
from hotline.store.senders import get_sender
from hotline.store.settings import read_settings
from hotline.store.upkeep.fund_notes import read_fund_note
from hotline.vault import Vault


@dataclass(frozen=True)
class Names:
    """What a sentence needs beside its facts: names are not kept in facts.

    `by`: the name of who did it, `former`: their name before; `by_itself`: the hotline did it.
    `whom`: the organizer whom it is about; `is_you`: they are the reader; `is_oneself`: they did it
    themselves. `number`: of the incident. `handle`, `masked`: of the sender. `body`: of a draft.
    `note`: of a fund.
    """

    timezone: str = "UTC"
    by_id: int | None = None
    whom_id: int | None = None
    by: str | None = field(default=None, repr=False)
    former: str | None = field(default=None, repr=False)
    inviter: str | None = field(default=None, repr=False)
    whom: str | None = field(default=None, repr=False)
    number: int | None = None
    handle: str | None = None
    masked: str | None = field(default=None, repr=False)
    body: str | None = field(default=None, repr=False)
    note: str | None = field(default=None, repr=False)
    by_itself: bool = False
    is_you: bool = False
    is_oneself: bool = False


def find_names(
    connection: Connection, database: Database, header: NoticeHeader, reader_id: int | None = None
) -> Names:
    """Look up the names, inside the caller's transaction. Costs a few indexed queries.

    `reader_id`: the organizer who will read it; None: anybody may.
    """
    vault, subject = database.vault, header.subject
    whom = handle = masked = None
    about = subject.number if subject and subject.kind is SubjectKind.ORGANIZER else None
    if about is not None:
        whom = _name(connection, vault, about)
    if subject is not None and subject.kind is SubjectKind.SENDER:
        sender = get_sender(connection, vault, subject.number)
        handle, masked = (f"#{sender.id}", sender.masked) if sender else (None, None)
    return Names(
        timezone=read_settings(connection).timezone,
        by_id=header.organizer_id,
        whom_id=about,
        by=_name(connection, vault, header.organizer_id),
        former=former_name(connection, vault, header.organizer_id),
        inviter=_name(connection, vault, header.inviter_id),
        whom=whom,
        number=_number(subject),
        handle=handle,
        masked=masked,
        body=_body(connection, header.draft_id),
        note=_note(connection, vault, header.fund_id),
        by_itself=header.organizer_id is None,
        is_you=about is not None and about == reader_id,
        is_oneself=about is not None and about == header.organizer_id,
    )


def _note(connection: Connection, vault: Vault, fund_id: int | None) -> str | None:
    return None if fund_id is None else read_fund_note(connection, vault, fund_id)


def _number(subject: Subject | None) -> int | None:
    is_incident = subject is not None and subject.kind is SubjectKind.INCIDENT
    return subject.number if subject is not None and is_incident else None


def _name(connection: Connection, vault: Vault, organizer_id: int | None) -> str | None:
    organizer = organizer_id and get_organizer(connection, vault, organizer_id)
    return organizer.name if organizer else None


def _body(connection: Connection, draft_id: int | None) -> str | None:
    if draft_id is None:
        return None
    draft = get_draft(connection, draft_id)
    return draft.body if draft else ""
