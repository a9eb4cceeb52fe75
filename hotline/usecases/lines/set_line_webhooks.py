"""Point our lines at us: have what reaches them announced to this hotline, with retries.

Nothing is done at the provider here: the worker runs the errands, and a notice tells how each
ended. **Idempotent:** an errand that runs again sets the same addresses.
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
    """The question. `lines`: those whose addresses would be replaced."""

    proposal_id: int
    lines: list[str]


@dataclass(frozen=True)
class Pointed:
    """The errands are written: `lines` are those that the worker will point at us."""

    audit_id: int
    lines: list[str]


def set_line_webhooks(
    actor: Organizer, lines: Sequence[str], *, database: Database, now: datetime
) -> PointQuestion:
    """Ask about pointing these lines at us; unplugged lines and lines with an errand are left out.

    Args:
        lines: our numbers, in E.164 format.

    Raises:
        RefusedError: owners_only, line_is_unplugged (no line is left to point)
    """
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
    """Write the errands, inside the caller's transaction.

    Raises RefusedError("owners_only" | "line_is_unplugged").
    """
    require_role(connection, actor, Role.OWNER)
    wanted = _plugged(connection, lines)
    for line in wanted:
        add_errand(connection, ErrandKind.POINT, line, organizer_id=actor.id, now=now)
    audit_id = record_act(
        connection, Act.POINT_LINES, actor, now=now, facts=LinesFacts(tuple(wanted))
    )
    return Pointed(audit_id, wanted)


def _plugged(connection: Connection, lines: Sequence[str]) -> list[str]:
    """Leave out unplugged lines: to plug a line in is a decision of its own."""
    unplugged = {one.line for one in read_unplugged(connection) if one.unplugged_at}
    gone = unplugged | lines_with_errands(connection)
    wanted = [line for line in lines if line not in gone]
    if not wanted:
        raise RefusedError(Refusal.LINE_IS_UNPLUGGED)
    return wanted
