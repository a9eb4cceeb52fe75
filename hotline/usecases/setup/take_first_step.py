"""Take a first step: how far the owners have come is kept, so that anyone of them can go on.

Twice, or by two at once: the step is shown twice, each as the settings are then.
"""

from dataclasses import dataclass
from datetime import datetime

from hotline.domain.first_steps import STEPS, Step
from hotline.domain.people import Organizer
from hotline.domain.roles import Role
from hotline.domain.settings import HotlineSettings
from hotline.store.database import Database
from hotline.store.inbounds import last_received_at
from hotline.store.organizers import list_members
from hotline.store.reply_texts import texts_in_force
from hotline.store.settings import change_settings, read_countries, read_first_step, read_settings
from hotline.usecases.acts.require_role import require_role
from hotline.usecases.reply_texts.show_reply_text import TextCost, cost_text


@dataclass(frozen=True)
class FirstStep:
    """What the questions are about, as it is now. `countries`: the home country first."""

    step: Step
    settings: HotlineSettings
    countries: list[str]
    text: TextCost
    people: int
    last_inbound_at: datetime | None


def find_first_step(actor: Organizer, *, database: Database) -> Step | None:
    """Where the owners are; None: done, or not for this one."""
    if actor.role is not Role.OWNER:
        return None
    with database.transaction() as connection:
        step = read_first_step(connection)
    if step is None:
        return None
    # Of a newer program, perhaps: from the beginning, then.
    return Step(step) if step in STEPS else STEPS[0]


def take_first_step(
    actor: Organizer, step: Step, *, database: Database, now: datetime
) -> FirstStep:
    """What to ask. Raises RefusedError("owners_only")."""
    with database.transaction() as connection:
        require_role(connection, actor, Role.OWNER)
        # Once they are done, an old button shows its question and begins nothing again.
        if read_first_step(connection) is not None:
            change_settings(connection, first_step=step)
        settings = read_settings(connection)
        own = texts_in_force(connection, settings.language).by_language[settings.language]
        return FirstStep(
            step,
            settings,
            read_countries(connection),
            cost_text(connection, own.body, own.language, now),
            len(list_members(connection, database.vault)),
            last_received_at(connection),
        )


def end_first_steps(actor: Organizer, *, database: Database) -> None:
    """They are done, whatever was left out. Raises RefusedError("owners_only")."""
    with database.transaction() as connection:
        require_role(connection, actor, Role.OWNER)
        change_settings(connection, first_step=None)
