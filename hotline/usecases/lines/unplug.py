"""Unplug our lines at the provider, so that texts no longer come in and no longer cost.

Nothing is done here at the provider: an errand is written down, the worker runs it, and a notice
says how it ended. Twice: the second finds the lines unplugged, or being unplugged.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from hotline.domain.acts import Act
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
    """`inbound_micros`: what today's texts have cost until now."""

    proposal_id: int
    lines: list[str]
    inbound_micros: int
    currency: str


@dataclass(frozen=True)
class Unplugged:
    """The worker is on its way."""

    audit_id: int
    lines: list[str]


def unplug(
    actor: Organizer, lines: Sequence[str], *, database: Database, now: datetime
) -> UnplugQuestion:
    """Ask about it. Raises RefusedError("already_unplugged")."""
    require_organizer(actor)
    with database.transaction() as connection:
        wanted = _plugged(connection, lines)
        settings = read_settings(connection)
        day, _ = read_figures(connection, day_of(now, settings.timezone))
        proposal_id = add_proposal(connection, actor.id, Act.UNPLUG, LinesFacts(tuple(wanted)), now)
        return UnplugQuestion(proposal_id, wanted, day.inbound_micros, settings.currency)


def unplug_lines(
    connection: Connection, actor: Organizer, lines: Sequence[str], now: datetime
) -> Unplugged:
    """Write down the errands, inside the caller's transaction."""
    wanted = _plugged(connection, lines)
    for line in wanted:
        add_errand(connection, ErrandKind.UNPLUG, line, organizer_id=actor.id, now=now)
    audit_id = record_act(connection, Act.UNPLUG, actor, now=now, facts=LinesFacts(tuple(wanted)))
    return Unplugged(audit_id, wanted)


def _plugged(connection: Connection, lines: Sequence[str]) -> list[str]:
    gone = {one.line for one in read_unplugged(connection) if one.unplugged_at}
    wanted = [line for line in lines if line not in gone]
    if not wanted:
        raise RefusedError(Refusal.ALREADY_UNPLUGGED, **last_act_facts(connection, [Act.UNPLUG]))
    return wanted
