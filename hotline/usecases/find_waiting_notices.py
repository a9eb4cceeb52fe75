"""Find the notices whose time has come, with the names and handles that they speak of."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from hotline.domain.alerts import may_sound
from hotline.domain.people import Organizer
from hotline.store.alerts import read_alerts
from hotline.store.database import Database
from hotline.store.notices import waiting_notices
from hotline.store.organizers import get_organizer
from hotline.store.senders import get_sender
from hotline.store.settings import read_settings
from hotline.store.texts import get_draft


@dataclass(frozen=True)
class WaitingNotice:
    """A notice ready to be put in words: `facts` now hold names, handles and masked numbers."""

    id: int
    to: Organizer
    kind: str
    tries: int
    is_loud: bool
    facts: dict[str, Any] = field(repr=False)


def find_waiting_notices(*, database: Database, now: datetime) -> list[WaitingNotice]:
    """At most one an organizer, the oldest: each hears of things in their order."""
    found = []
    with database.transaction() as connection:
        for notice in waiting_notices(connection, now):
            to = get_organizer(connection, database.vault, notice.organizer_id)
            if to is not None:
                facts = complete_facts(connection, database, notice.facts, to.id)
                alerts = read_alerts(connection, to.id)
                is_loud = notice.is_loud and may_sound(notice.kind, alerts, now, facts["timezone"])
                found.append(
                    WaitingNotice(notice.id, to, notice.kind, notice.tries, is_loud, facts)
                )
    return found


def complete_facts(
    connection: Connection, database: Database, about: dict[str, Any], reader_id: int | None = None
) -> dict[str, Any]:
    """The facts of a notice, or of an audit entry, with the names and handles they speak of."""
    facts = {"timezone": read_settings(connection).timezone, **about}
    facts["by"] = _name(connection, database, about.get("organizer_id"))
    if "inviter_id" in facts:
        facts["inviter"] = _name(connection, database, facts["inviter_id"])
    subject, _, number = (about.get("subject") or "").partition(":")
    if subject == "organizer":
        facts["whom"] = _name(connection, database, int(number))
        facts["is_you"] = int(number) == reader_id
        facts["is_oneself"] = int(number) == about.get("organizer_id")
    if "draft_id" in facts:
        draft = get_draft(connection, facts["draft_id"])
        facts["body"] = draft.body if draft else ""
    sender = get_sender(connection, database.vault, int(number)) if subject == "sender" else None
    if sender is not None:
        facts |= {"handle": f"#{sender.id}", "masked": sender.masked}
    return facts


def _name(connection: Connection, database: Database, organizer_id: int | None) -> str | None:
    organizer = organizer_id and get_organizer(connection, database.vault, organizer_id)
    return organizer.name if organizer else None
