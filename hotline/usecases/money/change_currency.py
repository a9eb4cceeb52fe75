"""Change the currency that the hotline counts in to that of the provider's account.

Only while nothing was spent: what the ledger holds is in one currency. The budgets keep their
figures; prices fixed by hand, which were in the old one, are forgotten.
"""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection

from hotline.domain.acts import Act
from hotline.domain.checkups import Check
from hotline.domain.errors import RefusedError
from hotline.domain.facts import Facts, kept_as
from hotline.domain.money import Budget, Figures
from hotline.domain.people import Organizer
from hotline.domain.reasons import Reason
from hotline.domain.refusals import Refusal
from hotline.domain.roles import Role
from hotline.store.audit import last_act_facts
from hotline.store.checkups import earlier_finding
from hotline.store.database import Database
from hotline.store.ledger import lock_total
from hotline.store.owed_replies import release_held
from hotline.store.prices import forget_fixed_prices
from hotline.store.proposals import add_proposal, discard_proposals
from hotline.store.settings import change_settings, read_settings
from hotline.usecases.acts.record_act import record_act
from hotline.usecases.acts.require_role import require_role


@dataclass(frozen=True)
class CurrencyFacts(Facts):
    """What was counted in, and what is: of the proposal and of the act."""

    before: str = field(metadata=kept_as("from"))
    after: str = field(metadata=kept_as("to"))


@dataclass(frozen=True)
class CurrencyQuestion:
    """What the budgets would be."""

    proposal_id: int
    before: str
    after: str
    budget: Budget


@dataclass(frozen=True)
class CurrencyChanged:
    """What the hotline counts in now."""

    audit_id: int
    currency: str


def change_currency(
    actor: Organizer, currency: str, *, database: Database, now: datetime
) -> CurrencyQuestion:
    """Ask about it: only that in which the account was last seen to count.

    Raises RefusedError("owners_only" | "currency_in_use" | "nothing_there").
    """
    with database.transaction() as connection:
        require_role(connection, actor, Role.OWNER)
        settings = read_settings(connection)
        seen = earlier_finding(connection, Check.BALANCE, before=now)
        if seen is None or seen[0].get("theirs") != currency or settings.currency == currency:
            raise RefusedError(Refusal.NOTHING_THERE)
        _require_unspent(connection)
        facts = CurrencyFacts(settings.currency, currency)
        proposal_id = add_proposal(connection, actor.id, Act.CHANGE_CURRENCY, facts, now)
        return CurrencyQuestion(proposal_id, settings.currency, currency, settings.budget)


def set_currency(
    connection: Connection, actor: Organizer, currency: str, *, seen: str, now: datetime
) -> CurrencyChanged:
    """Change it, inside the caller's transaction. Raises RefusedError("overtaken" | …)."""
    require_role(connection, actor, Role.OWNER)
    before = read_settings(connection).currency
    if before != seen:
        raise RefusedError(Refusal.OVERTAKEN, **last_act_facts(connection, [Act.CHANGE_CURRENCY]))
    _require_unspent(connection)
    # What was asked about amounts in the old one is asked anew.
    discard_proposals(connection, [Act.FIX_PRICE, Act.CHANGE_BUDGET, Act.FUND])
    change_settings(connection, currency=currency)
    forget_fixed_prices(connection)
    # They are looked at again when they are claimed, at prices that can be read now.
    release_held(connection, (Reason.PRICE_UNKNOWN,), now)
    facts = CurrencyFacts(before, currency)
    audit_id = record_act(connection, Act.CHANGE_CURRENCY, actor, now=now, facts=facts)
    return CurrencyChanged(audit_id, currency)


def _require_unspent(connection: Connection) -> None:
    if lock_total(connection) != Figures():
        raise RefusedError(Refusal.CURRENCY_IN_USE)
