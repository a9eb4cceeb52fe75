"""Block a sender: never answered again, and what is owed to him is dropped. He never knows.

Twice: the second says who had blocked him, and when.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from hotline.domain.acts import Act
from hotline.domain.errors import RefusedError
from hotline.domain.people import Organizer, Sender
from hotline.domain.reasons import Reason
from hotline.domain.segments import measure
from hotline.store.audit import last_act_facts
from hotline.store.database import Database
from hotline.store.prices import read_prices
from hotline.store.replies import drop_owed_to
from hotline.store.senders import change_sender
from hotline.store.settings import read_settings
from hotline.store.texts import current_text
from hotline.usecases.find_sender import find_sender
from hotline.usecases.record_act import record_act, require_organizer


@dataclass(frozen=True)
class Blocked:
    """What blocking did: replies dropped, and the money that they would have cost."""

    sender: Sender
    audit_id: int
    dropped: int
    saved_micros: int
    currency: str


def block_sender(actor: Organizer, target: str, *, database: Database, now: datetime) -> Blocked:
    """Block `target` (a handle or a number; one that never reached us is blocked in advance)."""
    require_organizer(actor)
    with database.transaction() as connection:
        sender = find_sender(connection, database.vault, target, now=now, add=True)
        subject = f"sender:{sender.id}"
        if sender.blocked_at is not None:
            faster = last_act_facts(connection, [Act.BLOCK], subject=subject)
            raise RefusedError("already_blocked", sender_id=sender.id, **faster)
        change_sender(connection, sender.id, blocked_at=now, blocked_by=actor.id)
        countries = drop_owed_to(connection, sender.id, Reason.BLOCKED, now)
        saved_micros, currency = _price(connection, countries)
        audit_id = record_act(
            connection,
            Act.BLOCK,
            actor,
            now=now,
            subject=subject,
            facts={"dropped": len(countries), "saved_micros": saved_micros, "currency": currency},
        )
    return Blocked(sender, audit_id, len(countries), saved_micros, currency)


def _price(connection: Connection, countries: list[str]) -> tuple[int, str]:
    settings = read_settings(connection)
    prices = read_prices(connection, settings.currency)
    segments = measure(current_text(connection, settings.language).body).segments
    return sum(prices.get(country, 0) * segments for country in countries), settings.currency
