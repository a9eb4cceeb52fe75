"""Adopt messages that left our lines and that no reply knew: an owner has looked at them.

**Idempotent:** what was adopted is not adopted again. **On a crash** nothing is: one transaction.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from hotline.domain.acts import Act
from hotline.domain.days import day_of
from hotline.domain.errors import RefusedError
from hotline.domain.facts import Facts
from hotline.domain.numbers import read_number
from hotline.domain.people import Organizer
from hotline.domain.prices import PriceList
from hotline.domain.refusals import Refusal
from hotline.domain.roles import Role
from hotline.domain.settings import HotlineSettings
from hotline.store.database import Database
from hotline.store.ledger import lock_figures, spend
from hotline.store.prices import read_prices
from hotline.store.replies import change_reply, lock_reply
from hotline.store.senders import add_sender, note_answered
from hotline.store.settings import read_settings
from hotline.store.upkeep.unmatched_messages import (
    Unmatched,
    count_unmatched,
    list_unmatched,
    note_adopted,
    unsent_reply,
)
from hotline.usecases.acts.record_act import record_act
from hotline.usecases.acts.require_role import require_role
from hotline.usecases.replies.move_reply import move_reply


@dataclass(frozen=True)
class UnmatchedMessages:
    """How many wait for an owner, when they were sent, and what they cost as far as we know."""

    count: int
    first_at: datetime | None
    last_at: datetime | None
    micros: int
    currency: str


@dataclass(frozen=True)
class AdoptFacts(Facts):
    """How many messages were adopted, and what was spent on them."""

    count: int
    micros: int
    currency: str


def show_unmatched(actor: Organizer, *, database: Database, now: datetime) -> UnmatchedMessages:
    """Show the messages that nobody knew.

    Raises:
        RefusedError: owners_only, nothing_there (none waits)
    """
    with database.transaction() as connection:
        require_role(connection, actor, Role.OWNER)
        count, first, last = count_unmatched(connection)
        if not count:
            raise RefusedError(Refusal.NOTHING_THERE)
        settings = read_settings(connection)
        prices = read_prices(connection, settings, now)
        found = list_unmatched(connection, database.vault)
        micros = sum(_cost(one, prices, settings) for one in found)
        return UnmatchedMessages(count, first, last, micros, settings.currency)


def adopt_messages(actor: Organizer, *, database: Database, now: datetime) -> AdoptFacts:
    """Count what these messages cost, and answer none of their senders again.

    The hotline stays suspended: /resume asks what becomes of the backlog.

    Raises:
        RefusedError: owners_only, nothing_there (none waits)
    """
    with database.transaction() as connection:
        require_role(connection, actor, Role.OWNER)
        settings = read_settings(connection, for_update=True)
        found = list_unmatched(connection, database.vault)
        if not found:
            raise RefusedError(Refusal.NOTHING_THERE)
        prices, micros = read_prices(connection, settings, now), 0
        # In the order in which the intake locks senders.
        for one in sorted(found, key=lambda one: _lock_of(database, one)):
            micros += _adopt(connection, database, one, prices, settings)
        note_adopted(connection, [one.id for one in found], now)
        facts = AdoptFacts(len(found), micros, settings.currency)
        record_act(connection, Act.ADOPT_MESSAGES, actor, now=now, facts=facts)
        return facts


def _lock_of(database: Database, one: Unmatched) -> int:
    return database.vault.lock_number(read_number(one.number).canonical)


def _adopt(
    connection: Connection,
    database: Database,
    one: Unmatched,
    prices: PriceList,
    settings: HotlineSettings,
) -> int:
    """Count one message; what it cost. Its sender's reply has left, or is owed no more."""
    cost, at = _cost(one, prices, settings), one.sent_at
    sender_id = add_sender(connection, database.vault, read_number(one.number), at)
    note_answered(connection, sender_id, at)
    reply_id, day = unsent_reply(connection, sender_id), day_of(at, settings.timezone)
    state = None if reply_id is None else lock_reply(connection, reply_id)
    if reply_id is None or state is None:
        lock_figures(connection, day)
        spend(connection, day, at, kind="adopted", micros=cost)
        return cost
    # As if it had been claimed once: the message is the late proof of that send.
    attempt = max(state.attempt, 1)
    values = {"attempt": attempt, "day": day, "cost_micros": cost, "listed_micros": cost}
    change_reply(connection, reply_id, at, claimed_at=at, **values)
    move_reply(
        connection,
        reply_id,
        one.status,
        now=at,
        cost_micros=cost,
        provider_sid=one.provider_sid,
        reason=None,
    )
    return cost


def _cost(one: Unmatched, prices: PriceList, settings: HotlineSettings) -> int:
    """What the provider says, or what the list says; 0 if nobody says anything."""
    if one.price_micros is not None and one.currency == settings.currency:
        return one.price_micros
    country = read_number(one.number).country or ""
    return prices.estimate(country, max(one.segments, 1)) or 0
