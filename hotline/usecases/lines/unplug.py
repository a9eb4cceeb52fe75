"""Unplug our lines at the provider, so that texts no longer come in and no longer cost.

Nothing is done at the provider here: the worker runs the errands, and a notice tells how each
ended. **Idempotent:** lines that are unplugged already are left out.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from hotline.domain.acts import Act
from hotline.domain.consents import Consent, Effect
from hotline.domain.days import day_of
from hotline.domain.errors import RefusedError
from hotline.domain.people import Organizer
from hotline.domain.refusals import Refusal
from hotline.store.audit import last_act_facts
from hotline.store.database import Database
from hotline.store.errands import ErrandKind, add_errand, read_unplugged
from hotline.store.ledger import read_figures
from hotline.store.proposals import add_proposal
from hotline.store.settings import read_settings
from hotline.usecases.acts.record_act import record_act, require_organizer
from hotline.usecases.lines.plug import LinesFacts


@dataclass(frozen=True)
class UnplugQuestion:
    """The question. `inbound_micros`: what today's texts have cost so far."""

    proposal_id: int
    lines: list[str]
    inbound_micros: int
    currency: str


@dataclass(frozen=True)
class Unplugged:
    """The errands are written: `lines` are those that the worker will unplug."""

    audit_id: int
    lines: list[str]


def unplug(
    actor: Organizer, lines: Sequence[str], *, database: Database, now: datetime
) -> UnplugQuestion:
    """Ask about unplugging these lines.

    Args:
        lines: our numbers, in E.164 format; those that are unplugged already are left out.

    Raises:
        RefusedError: not_allowed, already_unplugged (all of them; naming who was faster)
    """
    require_organizer(actor)
    with database.transaction() as connection:
        wanted = _plugged(connection, lines)
        settings = read_settings(connection)
        day, _ = read_figures(connection, day_of(now, settings.timezone))
        proposal_id = add_proposal(connection, actor.id, Act.UNPLUG, LinesFacts(tuple(wanted)), now)
        return UnplugQuestion(proposal_id, wanted, day.inbound_micros, settings.currency)


def unplug_lines(
    connection: Connection,
    consent: Consent,
    lines: Sequence[str],
    now: datetime,
) -> Unplugged:
    """Write the errands, inside the caller's transaction.

    Raises RefusedError("needs_two" | "already_unplugged"), the latter naming who was faster.
    """
    consent.require(Effect.UNPLUG)
    wanted = _plugged(connection, lines)
    for line in wanted:
        add_errand(connection, ErrandKind.UNPLUG, line, organizer_id=consent.by, now=now)
    audit_id = record_act(
        connection, Act.UNPLUG, consent.actor, now=now, facts=LinesFacts(tuple(wanted))
    )
    return Unplugged(audit_id, wanted)


def _plugged(connection: Connection, lines: Sequence[str]) -> list[str]:
    gone = {one.line for one in read_unplugged(connection) if one.unplugged_at}
    wanted = [line for line in lines if line not in gone]
    if not wanted:
        raise RefusedError(Refusal.ALREADY_UNPLUGGED, **last_act_facts(connection, [Act.UNPLUG]))
    return wanted
