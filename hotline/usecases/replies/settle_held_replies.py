"""Release or drop held replies that somebody has looked at: one at once, a group after a question.

**Idempotent:** replies that are no longer held are not changed, also if two people act at the same
time; if none is held, it is refused.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from hotline.domain.acts import Act
from hotline.domain.consents import Consent
from hotline.domain.days import day_of
from hotline.domain.errors import RefusedError
from hotline.domain.facts import Facts
from hotline.domain.money import left_micros
from hotline.domain.people import Organizer
from hotline.domain.proposals import SeenCount
from hotline.domain.reasons import Reason
from hotline.domain.refusals import Refusal
from hotline.store.database import Database
from hotline.store.held_replies import held_by_id, release_by_id
from hotline.store.ledger import read_figures
from hotline.store.owed_replies import drop_held
from hotline.store.proposals import add_proposal
from hotline.store.settings import read_settings
from hotline.usecases.acts.alone_or_ask import alone_or_ask
from hotline.usecases.acts.record_act import record_act, require_organizer
from hotline.usecases.acts.request_approval import Asked
from hotline.usecases.money.price_replies import Backlogged, read_pricing
from hotline.usecases.replies.show_held import grouped


@dataclass(frozen=True)
class IncidentQuestion:
    """The question. `senders`: how many would be blocked, 0 for other acts.

    `found`: the replies that the act would change, and their cost.
    """

    proposal_id: int
    act: Act
    senders: int
    found: Backlogged
    currency: str


@dataclass(frozen=True)
class Settled:
    """What was done: `act` says whether the replies were released or dropped.

    `left_micros`: what may still be spent today; None: it does not matter.
    """

    act: Act
    found: Backlogged
    currency: str
    left_micros: int | None = None

    @property
    def is_covered(self) -> bool:
        """Whether the budget is enough for all that was released."""
        return self.left_micros is None or self.found.micros <= self.left_micros


@dataclass(frozen=True)
class SettleFacts(Facts):
    """`count`: replies released or dropped; `micros`: what they cost, or would have cost."""

    count: int
    micros: int
    currency: str


@dataclass(frozen=True)
class RepliesProposal(SeenCount):
    """Which replies, and what they would cost."""

    replies: tuple[int, ...]
    micros: int


def settle_one(
    actor: Organizer, reply_id: int, act: Act, *, database: Database, now: datetime
) -> Settled | Asked:
    """Release or drop one reply. If releasing needs an approval, it does for one reply too.

    Args:
        act: RELEASE_REPLIES or DROP_REPLIES.

    Returns:
        Settled if it is done; Asked if a second person must agree.

    Raises:
        RefusedError: not_allowed, nothing_held_here; and where an approval is needed:
            asked_already, too_new, nobody_to_agree
    """
    require_organizer(actor)
    with database.transaction() as connection:
        found = held_by_id(connection, [reply_id])
        pricing = read_pricing(connection, read_settings(connection), now)
        facts = RepliesProposal(1, (reply_id,), pricing.of_replies(found).micros)
        return alone_or_ask(
            connection,
            actor,
            act,
            facts,
            now=now,
            do=lambda consent: settle_held_replies(connection, consent, act, [reply_id], now),
        )


def ask_to_settle_group(
    actor: Organizer, why: str, act: Act, *, database: Database, now: datetime
) -> IncidentQuestion:
    """Ask about a whole group. Only the replies that are in the group now can be confirmed.

    Args:
        why: the group, as `show_held` names it.
        act: RELEASE_REPLIES or DROP_REPLIES.

    Returns:
        The question; nothing changes before its proposal is confirmed.

    Raises:
        RefusedError: not_allowed, nothing_held_here
    """
    require_organizer(actor)
    with database.transaction() as connection:
        found = [one for one, _ in grouped(connection, now).get(why, [])]
        if not found:
            raise RefusedError(Refusal.NOTHING_HELD_HERE)
        settings = read_settings(connection)
        priced = read_pricing(connection, settings, now).of_replies(found)
        ids = tuple(one.reply_id for one in found)
        facts = RepliesProposal(count=len(ids), replies=ids, micros=priced.micros)
        proposal_id = add_proposal(connection, actor.id, act, facts, now)
        return IncidentQuestion(proposal_id, act, 0, priced, settings.currency)


def settle_held_replies(
    connection: Connection,
    consent: Consent,
    act: Act,
    reply_ids: Sequence[int],
    now: datetime,
) -> Settled:
    """Release or drop these, inside the caller's transaction.

    Raises RefusedError("nothing_held_here" | "needs_two").
    """
    if act is Act.DROP_REPLIES:
        countries = drop_held(connection, reply_ids, Reason.DROPPED_IN_RAID, now)
    else:
        countries = release_by_id(connection, reply_ids, now, consent=consent)
    if not countries:
        raise RefusedError(Refusal.NOTHING_HELD_HERE)
    settings = read_settings(connection)
    found = read_pricing(connection, settings, now).of(Counter(countries))
    facts = SettleFacts(found.replies, found.micros, settings.currency)
    record_act(connection, act, consent.actor, now=now, facts=facts)
    if act is Act.DROP_REPLIES:
        return Settled(act, found, settings.currency)
    day, total = read_figures(connection, day_of(now, settings.timezone))
    left = left_micros(settings.budget, day=day, total=total)
    return Settled(act, found, settings.currency, left)
