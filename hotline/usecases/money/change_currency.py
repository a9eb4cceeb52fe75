"""Change the currency that the hotline counts in to that of the provider's account.

This is possible only while nothing was spent: the ledger is in one currency. The budgets keep their
figures. Prices fixed by hand were in the old currency and are forgotten.
"""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection

from hotline.domain.acts import Act
from hotline.domain.checkups import Check
from hotline.domain.consents import Consent, Effect, OwnRule, by_itself
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
    """The currency before and after, for the proposal and for the act."""

    before: str = field(metadata=kept_as("from"))
    after: str = field(metadata=kept_as("to"))


@dataclass(frozen=True)
class CurrencyQuestion:
    """The question. `budget`: the caps, whose figures would then be in the new currency."""

    proposal_id: int
    before: str
    after: str
    budget: Budget


@dataclass(frozen=True)
class CurrencyChanged:
    """The currency that the hotline counts in now."""

    audit_id: int
    currency: str


def change_currency(
    actor: Organizer, currency: str, *, database: Database, now: datetime
) -> CurrencyQuestion:
    """Ask about changing to the currency in which a check-up last saw the account's balance.

    Args:
        currency: an ISO 4217 code, as the account has it.

    Raises:
        RefusedError: owners_only, currency_in_use (something was spent), nothing_there (the
            account was not seen to count in it, or the hotline does already)
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
    connection: Connection,
    consent: Consent,
    currency: str,
    *,
    seen: str,
    now: datetime,
) -> CurrencyChanged:
    """Change the currency, inside the caller's transaction, if it still is what the author saw.

    Raises RefusedError("owners_only" | "needs_two" | "overtaken" | "currency_in_use").
    """
    require_role(connection, consent.author, Role.OWNER)
    # Fifty of another currency may be much more.
    consent.require(Effect.RAISE)
    before = read_settings(connection).currency
    if before != seen:
        raise RefusedError(Refusal.OVERTAKEN, **last_act_facts(connection, [Act.CHANGE_CURRENCY]))
    _require_unspent(connection)
    # Open questions are about amounts in the old currency: they must be asked again.
    discard_proposals(connection, [Act.FIX_PRICE, Act.CHANGE_BUDGET, Act.FUND])
    change_settings(connection, currency=currency)
    forget_fixed_prices(connection)
    # Each claim looks for a price again, now in a currency that we can read.
    own = by_itself(OwnRule.PRICE_IS_KNOWN)
    release_held(connection, (Reason.PRICE_UNKNOWN,), now, consent=own)
    facts = CurrencyFacts(before, currency)
    audit_id = record_act(connection, Act.CHANGE_CURRENCY, consent.actor, now=now, facts=facts)
    return CurrencyChanged(audit_id, currency)


def _require_unspent(connection: Connection) -> None:
    if lock_total(connection) != Figures():
        raise RefusedError(Refusal.CURRENCY_IN_USE)
