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
from hotline.store.errands import ErrandKind, add_errand, is_any_unplugged
from hotline.usecases.acts.record_act import record_act, require_organizer


@dataclass(frozen=True)
class LinesFacts(Facts):
    """Which of our lines a proposal or an act is about."""

    lines: tuple[str, ...]


@dataclass(frozen=True)
class PlugFacts(Facts):
    """`is_check`: none of the lines was unplugged, so only the address at the provider is read."""

    lines: tuple[str, ...]
    is_check: bool = False


@dataclass(frozen=True)
class Plugging:
    """The errands are written. `is_check` as in PlugFacts."""

    audit_id: int
    is_check: bool


def plug(actor: Organizer, lines: Sequence[str], *, database: Database, now: datetime) -> Plugging:
    """Write an errand for each line. One that is plugged in already keeps its address, if any.

    Args:
        lines: our numbers, in E.164 format.

    Raises:
        RefusedError: not_allowed
    """
    require_organizer(actor)
    with database.transaction() as connection:
        is_check = not is_any_unplugged(connection, lines)
        for line in lines:
            add_errand(connection, ErrandKind.PLUG, line, organizer_id=actor.id, now=now)
        facts = PlugFacts(tuple(lines), is_check)
        return Plugging(record_act(connection, Act.PLUG, actor, now=now, facts=facts), is_check)
