"""Take a first step: the progress of the owners is stored, so that any of them can go on.

**Idempotent:** the same step again is only shown again, with the present settings.
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
from hotline.usecases.reply_texts.cost_text import TextCost, cost_text


@dataclass(frozen=True)
class FirstStep:
    """The present values that the questions are about. `countries`: the home country first.

    `text`: what senders of the home country get, in `language`.
    """

    step: Step
    settings: HotlineSettings
    countries: list[str]
    language: str
    text: TextCost
    people: int
    last_inbound_at: datetime | None


def find_first_step(actor: Organizer, *, database: Database) -> Step | None:
    """Find the step where the owners are.

    Returns:
        The step; None if all steps are done, or if the actor is not an owner.
    """
    if actor.role is not Role.OWNER:
        return None
    with database.transaction() as connection:
        step = read_first_step(connection)
    if step is None:
        return None
    # A step of a newer program cannot be read: begin with the first one.
    return Step(step) if step in STEPS else STEPS[0]


def take_first_step(
    actor: Organizer, step: Step, *, database: Database, now: datetime
) -> FirstStep:
    """Note that the owners are at `step`, and read what its question shows.

    Raises:
        RefusedError: owners_only
    """
    with database.transaction() as connection:
        require_role(connection, actor, Role.OWNER)
        # Once all steps are done, an old button shows its question but restarts nothing.
        if read_first_step(connection) is not None:
            change_settings(connection, first_step=step)
        settings = read_settings(connection)
        text = texts_in_force(connection, settings).to(settings.home_country)
        return FirstStep(
            step,
            settings,
            read_countries(connection),
            text.language,
            cost_text(connection, text.body, text.language, now),
            len(list_members(connection, database.vault)),
            last_received_at(connection),
        )


def end_first_steps(actor: Organizer, *, database: Database) -> None:
    """Mark the first steps as done, even if some were skipped.

    Raises:
        RefusedError: owners_only
    """
    with database.transaction() as connection:
        require_role(connection, actor, Role.OWNER)
        change_settings(connection, first_step=None)
