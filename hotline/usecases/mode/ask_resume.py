"""Show what a resumption would decide about, before anybody decides."""

from dataclasses import dataclass
from datetime import datetime

from hotline.domain.acts import Act
from hotline.domain.errors import RefusedError
from hotline.domain.modes import Mode
from hotline.domain.people import Organizer
from hotline.domain.refusals import Refusal
from hotline.store.audit import last_act_facts
from hotline.store.database import Database
from hotline.store.held_replies import waiting_replies
from hotline.store.settings import read_settings
from hotline.usecases.acts.record_act import require_organizer
from hotline.usecases.mode.reopen import MOST_WAITING
from hotline.usecases.money.price_replies import Backlogged, read_pricing
from hotline.usecases.replies.judge_held_replies import genuine_of


@dataclass(frozen=True)
class ResumeQuestion:
    """The backlog with its price, and the part of it that looks genuine.

    `mode_version` names the suspension or guard that was shown.
    """

    mode_version: int
    backlog: Backlogged
    genuine: Backlogged
    currency: str
    is_guarded: bool


def ask_resume(actor: Organizer, *, database: Database, now: datetime) -> ResumeQuestion:
    """Price the backlog and judge its senders, without a change.

    Returns:
        The question, about at most `MOST_WAITING` waiting replies.

    Raises:
        RefusedError: not_allowed, already_open (naming who resumed)
    """
    require_organizer(actor)
    with database.transaction() as connection:
        settings = read_settings(connection)
        if settings.mode is Mode.OPEN:
            raise RefusedError(Refusal.ALREADY_OPEN, **last_act_facts(connection, [Act.RESUME]))
        pricing = read_pricing(connection, settings, now)
        waiting = waiting_replies(connection, MOST_WAITING)
        return ResumeQuestion(
            settings.mode_version,
            pricing.of_replies(waiting),
            pricing.of_replies(genuine_of(connection, waiting, now)),
            settings.currency,
            settings.mode is Mode.GUARDED,
        )
