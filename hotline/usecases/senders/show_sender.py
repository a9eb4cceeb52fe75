"""Show one sender: when they came, what speaks against them, what became of their reply."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import Connection

from hotline.domain.detection.verdicts import Conduct, Verdict, judge
from hotline.domain.errors import RefusedError
from hotline.domain.people import Organizer, Sender
from hotline.domain.refusals import Refusal
from hotline.domain.sender_history import LatestInbound, LatestReply
from hotline.store.alerts import read_alerts
from hotline.store.database import Database
from hotline.store.organizers import get_organizer
from hotline.store.sender_conduct import read_conducts
from hotline.store.sender_history import (
    count_texts,
    latest_inbounds,
    latest_reply,
    read_text_secret,
)
from hotline.store.settings import read_settings
from hotline.store.threats import count_threats
from hotline.usecases.senders.find_sender import find_sender
from hotline.vault import UnreadableSecretError, Vault

_INBOUNDS_SHOWN = 5


@dataclass(frozen=True)
class SenderDetail:
    """`conduct` and `verdict` are of the last day. `texts`: how many texts can be read.

    `threats`: how many of these threaten. `inbounds`: the newest texts and calls, and what became
    of each. `repeat_after`: how long one reply stands; None: for ever.
    """

    sender: Sender
    conduct: Conduct
    verdict: Verdict
    reply: LatestReply | None
    texts: int
    threats: int = 0
    inbounds: Sequence[LatestInbound] = ()
    repeat_after: timedelta | None = None
    blocked_by: str | None = field(default=None, repr=False)


@dataclass(frozen=True)
class ReadText:
    """One text. `place`: 0 is the newest of `of`. `body` None: it is gone, or no key reads it."""

    sender: Sender
    place: int
    of: int
    received_at: datetime
    body: str | None = field(repr=False)


def show_sender(target: str, *, database: Database, now: datetime) -> SenderDetail:
    """Show one sender.

    Args:
        target: a handle (`#412`) or a number with its country code (`+33612345678`).

    Raises:
        RejectedError: not_a_sender
        RefusedError: no_such_sender
    """
    with database.transaction() as connection:
        sender = find_sender(connection, database.vault, target, now=now)
        conduct = read_conducts(connection, [sender.id], now).get(sender.id, Conduct())
        return SenderDetail(
            sender=sender,
            conduct=conduct,
            verdict=judge(conduct),
            reply=latest_reply(connection, sender.id),
            texts=count_texts(connection, sender.id),
            threats=count_threats(connection, sender_id=sender.id),
            inbounds=latest_inbounds(connection, sender.id, limit=_INBOUNDS_SHOWN),
            repeat_after=read_settings(connection).repeat_after,
            blocked_by=_name(connection, database.vault, sender.blocked_by),
        )


def _name(connection: Connection, vault: Vault, organizer_id: int | None) -> str | None:
    organizer = get_organizer(connection, vault, organizer_id) if organizer_id else None
    return organizer.name if organizer else None


def read_text(
    actor: Organizer, target: str, place: int, *, database: Database, now: datetime
) -> ReadText | None:
    """Read one text of a sender, unless the organizer has chosen to see no texts.

    Args:
        target: a handle (`#412`) or a number with its country code (`+33612345678`).
        place: 0 is the newest text.

    Returns:
        The text; None: there is none at that place.

    Raises:
        RejectedError: not_a_sender
        RefusedError: texts_are_off (their own choice), no_such_sender
    """
    with database.transaction() as connection:
        if not read_alerts(connection, actor.id).sees_texts:
            raise RefusedError(Refusal.TEXTS_ARE_OFF)
        sender = find_sender(connection, database.vault, target, now=now)
        of = count_texts(connection, sender.id)
        found = read_text_secret(connection, sender.id, place)
        if found is None:
            return None
        received_at, secret = found
        try:
            body = database.vault.read(secret) if secret else None
        except UnreadableSecretError:
            body = None
        return ReadText(sender, place, of, received_at, body)
