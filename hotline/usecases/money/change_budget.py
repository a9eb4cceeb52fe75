"""Change the day's or the total budget: lowering it at once, raising it after one more tap.

**Idempotent:** a budget that is set already is refused. If two people change it at the same time,
the later one is refused and hears who was faster.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from hotline.domain.acts import Act
from hotline.domain.consents import Consent, Effect
from hotline.domain.days import day_of
from hotline.domain.errors import RefusedError
from hotline.domain.facts import Facts
from hotline.domain.money import Cap, Figures, worst_of_raising
from hotline.domain.people import Organizer
from hotline.domain.reasons import Reason
from hotline.domain.refusals import Refusal
from hotline.store.audit import last_act_facts
from hotline.store.database import Database
from hotline.store.ledger import add_to_total_budget, read_figures
from hotline.store.owed_replies import release_held
from hotline.store.proposals import add_proposal
from hotline.store.settings import change_settings, read_settings
from hotline.usecases.acts.alone_or_ask import alone
from hotline.usecases.acts.record_act import record_act, require_organizer
from hotline.usecases.money.price_replies import Backlogged, price_held


@dataclass(frozen=True)
class BudgetProposal(Facts):
    """To raise a cap; `from_micros` is what its author saw."""

    cap: Cap
    from_micros: int
    to_micros: int


@dataclass(frozen=True)
class BudgetFacts(BudgetProposal):
    """The change. `released`: how many replies that were held for the budget are planned again."""

    currency: str
    released: int = 0


@dataclass(frozen=True)
class BudgetQuestion:
    """The question. `worst_micros`: the most that raising could cost, a day or in all.

    `held`: the replies that the budget holds and that could be sent then. `added_micros` and
    `note`: where money is added to the total.
    """

    proposal_id: int
    cap: Cap
    from_micros: int
    to_micros: int
    worst_micros: int
    currency: str
    held: Backlogged
    added_micros: int = 0
    note: str = ""


@dataclass(frozen=True)
class BudgetChanged:
    """The new budget. `released`: how many replies held for the budget are planned again.

    `audit_id` None: it cannot be undone with a tap; `before_micros` is what to set it back to.
    """

    audit_id: int | None
    cap: Cap
    to_micros: int
    released: int
    currency: str
    day: Figures
    total: Figures
    before_micros: int = 0


def change_budget(
    actor: Organizer,
    cap: Cap,
    to_micros: int,
    *,
    database: Database,
    now: datetime,
    must_raise: bool = False,
) -> BudgetChanged | BudgetQuestion:
    """Lower a budget at once, or ask about raising it.

    Args:
        to_micros: the new cap, for a day or in all, as `cap` says.
        must_raise: the value comes from a button that offered to raise the cap; if somebody has
            raised it that far already, the tap must not lower it.

    Returns:
        BudgetChanged if it was lowered; BudgetQuestion if raising it is to be confirmed.

    Raises:
        RefusedError: not_allowed, budget_unchanged, overtaken (only with `must_raise`, naming who
            was faster)
    """
    require_organizer(actor)
    with database.transaction() as connection:
        settings = read_settings(connection, for_update=True)
        current = settings.budget.of(cap)
        if must_raise and to_micros <= current:
            acts = (Act.CHANGE_BUDGET, Act.FUND)
            raise RefusedError(Refusal.OVERTAKEN, **last_act_facts(connection, acts))
        if to_micros == current:
            raise RefusedError(Refusal.BUDGET_UNCHANGED, micros=current, currency=settings.currency)
        if to_micros < current:
            consent = alone(connection, actor)
            return set_budget(connection, consent, cap, to_micros, seen_micros=current, now=now)
        facts = BudgetProposal(cap, current, to_micros)
        _, total = read_figures(connection, day_of(now, settings.timezone))
        return BudgetQuestion(
            add_proposal(connection, actor.id, Act.CHANGE_BUDGET, facts, now),
            cap,
            current,
            to_micros,
            worst_of_raising(cap, to_micros, settings.budget, total=total),
            settings.currency,
            price_held(connection, settings, now),
        )


def release_if_covered(connection: Connection, consent: Consent, now: datetime) -> int:
    """Plan what the budget held, if the consent covers it; how many replies."""
    if not consent.covers(Effect.RELEASE):
        return 0
    return release_held(connection, (Reason.BUDGET,), now, consent=consent)


def set_budget(
    connection: Connection,
    consent: Consent,
    cap: Cap,
    to_micros: int,
    *,
    seen_micros: int,
    now: datetime,
) -> BudgetChanged:
    """Set the cap, inside the caller's transaction, if it still is what the author saw.

    What the budget held is planned with a raise, if the consent covers a release too. Raises
    RefusedError("needs_two" | "overtaken"), the latter naming who was faster.
    """
    if to_micros > seen_micros:
        consent.require(Effect.RAISE)
    settings = read_settings(connection, for_update=True)
    if settings.budget.of(cap) != seen_micros:
        acts = (Act.CHANGE_BUDGET, Act.FUND)
        raise RefusedError(Refusal.OVERTAKEN, **last_act_facts(connection, acts))
    today = day_of(now, settings.timezone)
    if cap is Cap.TOTAL:
        more = to_micros - seen_micros
        add_to_total_budget(connection, "budget", today, now, micros=more, organizer_id=consent.by)
        change_settings(connection, total_budget_micros=to_micros)
    else:
        change_settings(connection, daily_budget_micros=to_micros)
    is_raised = to_micros > seen_micros
    released = release_if_covered(connection, consent, now) if is_raised else 0
    facts = BudgetFacts(cap, seen_micros, to_micros, settings.currency, released)
    audit_id = record_act(connection, Act.CHANGE_BUDGET, consent.actor, now=now, facts=facts)
    day, total = read_figures(connection, today)
    return BudgetChanged(audit_id, cap, to_micros, released, settings.currency, day, total)
