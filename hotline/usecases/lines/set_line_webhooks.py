"""Point our lines at us: have what reaches them announced to this hotline, with retries.

Nothing is done here at the provider: errands are written down, the worker runs them, and a notice
says how each ended. Twice: the addresses are what they are already.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from hotline.domain.acts import Act
from hotline.domain.errors import RefusedError
from hotline.domain.people import Organizer
from hotline.domain.refusals import Refusal
from hotline.domain.roles import Role
from hotline.store.database import Database
from hotline.store.errands import ErrandKind, add_errand, lines_with_errands, read_unplugged
from hotline.store.proposals import add_proposal
from hotline.usecases.acts.record_act import record_act
from hotline.usecases.acts.require_role import require_role
from hotline.usecases.lines.plug import LinesFacts


@dataclass(frozen=True)
class PointQuestion:
    """Which lines' addresses would be replaced."""

    proposal_id: int
    lines: list[str]


@dataclass(frozen=True)
class Pointed:
    """The worker is on its way."""

    audit_id: int
    lines: list[str]


def set_line_webhooks(
    actor: Organizer, lines: Sequence[str], *, database: Database, now: datetime
) -> PointQuestion:
    """Ask about it. Raises RefusedError("owners_only" | "line_is_unplugged")."""
    with database.transaction() as connection:
        require_role(connection, actor, Role.OWNER)
        wanted = _plugged(connection, lines)
        proposal_id = add_proposal(
            connection, actor.id, Act.POINT_LINES, LinesFacts(tuple(wanted)), now
        )
        return PointQuestion(proposal_id, wanted)


def put_line_webhooks(
    connection: Connection, actor: Organizer, lines: Sequence[str], now: datetime
) -> Pointed:
    """Write down the errands, inside the caller's transaction."""
    require_role(connection, actor, Role.OWNER)
    wanted = _plugged(connection, lines)
    for line in wanted:
        add_errand(connection, ErrandKind.POINT, line, organizer_id=actor.id, now=now)
    audit_id = record_act(
        connection, Act.POINT_LINES, actor, now=now, facts=LinesFacts(tuple(wanted))
    )
    return Pointed(audit_id, wanted)


def _plugged(connection: Connection, lines: Sequence[str]) -> list[str]:
    """An unplugged line stays so until somebody plugs it in: that is a decision of its own."""
    unplugged = {one.line for one in read_unplugged(connection) if one.unplugged_at}
    gone = unplugged | lines_with_errands(connection)
    wanted = [line for line in lines if line not in gone]
    if not wanted:
        raise RefusedError(Refusal.LINE_IS_UNPLUGGED)
    return wanted
