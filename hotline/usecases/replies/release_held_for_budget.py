"""Release the replies that the budget held: as many leave as the money is enough for.

The others are held again by their claims. **Idempotent:** when nothing is held, it is refused.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from hotline.domain.acts import Act
from hotline.domain.consents import Consent
from hotline.domain.errors import RefusedError
from hotline.domain.facts import Facts
from hotline.domain.people import Organizer
from hotline.domain.proposals import SeenCount
from hotline.domain.reasons import Reason
from hotline.domain.refusals import Refusal
from hotline.store.database import Database
from hotline.store.owed_replies import release_held
from hotline.store.proposals import add_proposal
from hotline.store.settings import read_settings
from hotline.usecases.acts.record_act import record_act, require_organizer
from hotline.usecases.money.price_replies import Backlogged, price_held


@dataclass(frozen=True)
class ReleaseProposal(SeenCount):
    """How many replies the budget holds, and what they would cost."""

    micros: int


@dataclass(frozen=True)
class ReleaseFacts(Facts):
    """What the replies were held for, and how many are planned again."""

    reason: Reason
    released: int


@dataclass(frozen=True)
class ReleaseQuestion:
    """The question. `held`: the replies to release, and their cost if all of them leave."""

    proposal_id: int
    held: Backlogged
    currency: str


@dataclass(frozen=True)
class Released:
    """How many replies are planned again."""

    replies: int


def release_held_for_budget(
    actor: Organizer, *, database: Database, now: datetime
) -> ReleaseQuestion:
    """Ask about releasing them.

    Returns:
        The question; nothing is released before its proposal is confirmed.

    Raises:
        RefusedError: not_allowed, nothing_held
    """
    require_organizer(actor)
    with database.transaction() as connection:
        settings = read_settings(connection)
        held = price_held(connection, settings, now)
        if not held.replies:
            raise RefusedError(Refusal.NOTHING_HELD)
        seen = ReleaseProposal(held.replies, held.micros)
        proposal_id = add_proposal(connection, actor.id, Act.RELEASE_HELD, seen, now)
        return ReleaseQuestion(proposal_id, held, settings.currency)


def release(connection: Connection, consent: Consent, now: datetime) -> Released:
    """Release them, inside the caller's transaction.

    Raises RefusedError("nothing_held" | "needs_two").
    """
    released = release_held(connection, (Reason.BUDGET,), now, consent=consent)
    if not released:
        raise RefusedError(Refusal.NOTHING_HELD)
    facts = ReleaseFacts(Reason.BUDGET, released)
    record_act(connection, Act.RELEASE_HELD, consent.actor, now=now, facts=facts)
    return Released(released)
