"""Look at what a resumption would decide about, before it is decided."""

from dataclasses import dataclass
from datetime import datetime

from hotline.domain.acts import Act
from hotline.domain.errors import RefusedError
from hotline.domain.modes import Mode
from hotline.domain.people import Organizer
from hotline.store.audit import last_act_facts
from hotline.store.database import Database
from hotline.store.settings import read_settings
from hotline.usecases.price_backlog import Backlogged, price_backlog
from hotline.usecases.record_act import require_organizer


@dataclass(frozen=True)
class ResumeQuestion:
    """The backlog with its price. `mode_version` names the suspension that was looked at."""

    mode_version: int
    backlog: Backlogged
    currency: str


def ask_resume(actor: Organizer, *, database: Database, now: datetime) -> ResumeQuestion:
    """Raises RefusedError("already_open") naming who resumed."""
    require_organizer(actor)
    with database.transaction() as connection:
        settings = read_settings(connection)
        if settings.mode is not Mode.SUSPENDED:
            raise RefusedError("already_open", **last_act_facts(connection, [Act.RESUME]))
        backlog = price_backlog(connection, settings, now)
        return ResumeQuestion(settings.mode_version, backlog, settings.currency)
