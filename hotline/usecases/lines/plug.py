"""Plug our lines in again: texts come in and cost as before.

The worker does it at the provider, as an errand; a notice tells how it ended.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from hotline.domain.acts import Act
from hotline.domain.facts import Facts
from hotline.domain.people import Organizer
from hotline.store.database import Database
from hotline.store.errands import ErrandKind, add_errand
from hotline.usecases.acts.record_act import record_act, require_organizer


@dataclass(frozen=True)
class LinesFacts(Facts):
    """Which of our lines a proposal or an act is about."""

    lines: tuple[str, ...]


def plug(actor: Organizer, lines: Sequence[str], *, database: Database, now: datetime) -> int:
    """Write an errand for each line. For a line that is plugged in already nothing changes.

    Args:
        lines: our numbers, in E.164 format.

    Returns:
        The audit entry's id.

    Raises:
        RefusedError: not_allowed
    """
    require_organizer(actor)
    with database.transaction() as connection:
        for line in lines:
            add_errand(connection, ErrandKind.PLUG, line, organizer_id=actor.id, now=now)
        return record_act(connection, Act.PLUG, actor, now=now, facts=LinesFacts(tuple(lines)))
