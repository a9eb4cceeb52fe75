"""Reveal a sender's number: owners, with a reason, written down for good and told to the others."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from hotline.domain import subjects
from hotline.domain.acts import Act
from hotline.domain.facts import Facts
from hotline.domain.people import Organizer
from hotline.domain.roles import Role
from hotline.store.database import Database
from hotline.store.senders import read_number_of
from hotline.store.vanishing_messages import add_vanishing
from hotline.usecases.acts.record_act import record_act
from hotline.usecases.acts.require_role import require_role
from hotline.usecases.senders.find_sender import find_sender

SHOWN_FOR = timedelta(minutes=1)


class Why(StrEnum):
    """The reasons there are: a word of one's own might name somebody."""

    COMPLAINT = "complaint"
    DANGER = "danger"
    MISTAKE = "mistake"


@dataclass(frozen=True)
class RevealFacts(Facts):
    """Why it was looked at."""

    why: Why


@dataclass(frozen=True)
class Revealed:
    """Who it is. `number` None: it cannot be read any more."""

    sender_id: int
    number: str | None = field(repr=False)


def ask_reveal(actor: Organizer, target: str, *, database: Database, now: datetime) -> int:
    """The sender's handle, before a reason is given. Raises RefusedError("owners_only" | …)."""
    with database.transaction() as connection:
        require_role(connection, actor, Role.OWNER)
        return find_sender(connection, database.vault, target, now=now).id


def reveal_number(
    actor: Organizer,
    sender_id: int,
    why: Why,
    message_id: int,
    *,
    database: Database,
    now: datetime,
) -> Revealed:
    """To be shown in the message `message_id` of their chat, which vanishes after a minute: that
    is written down before anybody sees the number."""
    with database.transaction() as connection:
        require_role(connection, actor, Role.OWNER)
        sender = find_sender(connection, database.vault, f"#{sender_id}", now=now)
        add_vanishing(connection, actor.id, message_id, now + SHOWN_FOR)
        number = read_number_of(connection, database.vault, sender.id)
        subject, facts = subjects.sender(sender.id), RevealFacts(why)
        record_act(connection, Act.REVEAL, actor, now=now, subject=subject, facts=facts)
        return Revealed(sender.id, number)
