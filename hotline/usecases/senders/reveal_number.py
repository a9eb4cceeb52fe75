"""Reveal a sender's number. Only owners may, and they must give a reason.

The act is written into the log permanently, and the others are told.
"""

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
    """The reasons to choose from. There is no free text: it might name somebody."""

    COMPLAINT = "complaint"
    DANGER = "danger"
    MISTAKE = "mistake"


@dataclass(frozen=True)
class RevealFacts(Facts):
    """Why the number was revealed."""

    why: Why


@dataclass(frozen=True)
class Revealed:
    """The result. `number` None: no key can read it any more."""

    sender_id: int
    number: str | None = field(repr=False)


def ask_reveal(actor: Organizer, target: str, *, database: Database, now: datetime) -> int:
    """Find the sender to be revealed, before a reason is given.

    Args:
        target: a handle (`#412`) or a number with its country code (`+33612345678`).

    Returns:
        The number of the sender's handle.

    Raises:
        RejectedError: not_a_sender
        RefusedError: owners_only, no_such_sender
    """
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
    """Read the number, to be shown in a message that vanishes after a minute.

    That the message must vanish is stored before anybody sees the number: a crash cannot leave it
    in the chat.

    Args:
        sender_id: as `ask_reveal` returned it.
        message_id: the message of the owner's chat that will show the number.

    Raises:
        RefusedError: owners_only, no_such_sender
    """
    with database.transaction() as connection:
        require_role(connection, actor, Role.OWNER)
        sender = find_sender(connection, database.vault, f"#{sender_id}", now=now)
        add_vanishing(connection, actor.id, message_id, now + SHOWN_FOR)
        number = read_number_of(connection, database.vault, sender.id)
        subject, facts = subjects.sender(sender.id), RevealFacts(why)
        record_act(connection, Act.REVEAL, actor, now=now, subject=subject, facts=facts)
        return Revealed(sender.id, number)
