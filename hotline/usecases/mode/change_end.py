"""Give the suspension that is on another end, inside the caller's transaction."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from hotline.domain.acts import Act
from hotline.domain.facts import Facts
from hotline.domain.modes import Mode
from hotline.domain.people import Organizer
from hotline.domain.settings import HotlineSettings
from hotline.store.settings import change_settings
from hotline.usecases.acts.record_act import record_act


@dataclass(frozen=True)
class EndFacts(Facts):
    """When the suspension ends by itself now, and when it would have; None: never.

    `mode_version`: what names the suspension since.
    """

    mode_version: int
    until: datetime | None = None
    before: datetime | None = None


def change_end(
    connection: Connection,
    actor: Organizer,
    settings: HotlineSettings,
    until: datetime | None,
    now: datetime,
) -> int:
    """Set the end. `settings`: locked, and suspended. Returns the id of the audit entry.

    A resumption that was asked about the former end is overtaken by it.
    """
    change_settings(connection, mode=Mode.SUSPENDED, mode_until=until)
    facts = EndFacts(settings.mode_version + 1, until, settings.mode_until)
    return record_act(connection, Act.CHANGE_END, actor, now=now, facts=facts)
