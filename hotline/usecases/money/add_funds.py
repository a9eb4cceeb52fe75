"""Fund the hotline: add to the total budget, and note in the ledger where the money came from."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from hotline.domain.acts import Act
from hotline.domain.consents import Consent, Effect
from hotline.domain.days import day_of
from hotline.domain.errors import RejectedError
from hotline.domain.facts import Facts
from hotline.domain.money import Cap
from hotline.domain.people import Organizer
from hotline.domain.refusals import Refusal
from hotline.store.database import Database
from hotline.store.ledger import add_to_total_budget, read_figures
from hotline.store.proposals import add_proposal
from hotline.store.settings import change_settings, read_settings
from hotline.store.upkeep.fund_notes import move_fund_note
from hotline.usecases.acts.record_act import record_act, require_organizer
from hotline.usecases.money.change_budget import BudgetChanged, BudgetQuestion, release_if_covered
from hotline.usecases.money.price_replies import price_held

LONGEST_NOTE = 60


@dataclass(frozen=True)
class FundProposal(Facts):
    """To add `micros` to the total budget; `note_secret`: where the money comes from, encrypted."""

    micros: int
    note_secret: str | None = None
    key_id: str = ""


@dataclass(frozen=True)
class FundFacts(Facts):
    """`micros` were added, to `to_micros` in all; `released`: how many held replies are planned.

    `fund_id`: the entry of the ledger whose note says where the money comes from; None: no note.
    `note`: only in rows of an older program that `migrate` has not hidden yet; never written.
    """

    micros: int
    to_micros: int
    currency: str
    released: int = 0
    fund_id: int | None = None
    note: str = ""


def add_funds(
    actor: Organizer, micros: int, note: str, *, database: Database, now: datetime
) -> BudgetQuestion:
    """Ask about adding to the total budget.

    Args:
        micros: by how much the total is raised, more than 0.
        note: where the money comes from, at most 60 characters; may be empty.

    Raises:
        RejectedError: not_an_amount, note_too_long
        RefusedError: not_allowed
    """
    require_organizer(actor)
    if micros <= 0:
        raise RejectedError(Refusal.NOT_AN_AMOUNT)
    if len(note) > LONGEST_NOTE:
        raise RejectedError(Refusal.NOTE_TOO_LONG, limit=LONGEST_NOTE)
    with database.transaction() as connection:
        settings = read_settings(connection)
        secret = database.vault.hide(note).decode() if note else None
        facts = FundProposal(micros, secret, database.vault.key_id)
        current = settings.budget.total_micros
        return BudgetQuestion(
            add_proposal(connection, actor.id, Act.FUND, facts, now),
            Cap.TOTAL,
            current,
            current + micros,
            micros,
            settings.currency,
            price_held(connection, settings, now),
            added_micros=micros,
            note=note,
        )


def put_funds(
    connection: Connection,
    consent: Consent,
    wanted: FundProposal,
    now: datetime,
) -> BudgetChanged:
    """Add the money, inside the caller's transaction.

    What the budget held is planned, if the consent covers a release too. If two people add at the
    same time, both amounts count. Raises RefusedError("needs_two").
    """
    consent.require(Effect.RAISE)
    micros, note_secret = wanted.micros, wanted.note_secret
    settings = read_settings(connection, for_update=True)
    today = day_of(now, settings.timezone)
    entry_id = add_to_total_budget(
        connection, "fund", today, now, micros=micros, organizer_id=consent.by
    )
    if note_secret is not None:
        move_fund_note(connection, entry_id, note_secret, wanted.key_id)
    to_micros = settings.budget.total_micros + micros
    change_settings(connection, total_budget_micros=to_micros)
    released = release_if_covered(connection, consent, now)
    facts = FundFacts(
        micros, to_micros, settings.currency, released, entry_id if note_secret else None
    )
    record_act(connection, Act.FUND, consent.actor, now=now, facts=facts)
    day, total = read_figures(connection, today)
    before = settings.budget.total_micros
    return BudgetChanged(
        None, Cap.TOTAL, to_micros, released, settings.currency, day, total, before
    )
