"""Record what no program can check: that the key is kept elsewhere, that recharging is off."""

from dataclasses import dataclass
from datetime import datetime

from hotline.domain.acts import Act
from hotline.domain.checkups import ASSURABLE, Check
from hotline.domain.errors import RefusedError
from hotline.domain.facts import Facts
from hotline.domain.people import Organizer
from hotline.domain.refusals import Refusal
from hotline.domain.roles import Role
from hotline.store.checkups import put_assurance
from hotline.store.database import Database
from hotline.usecases.acts.record_act import record_act
from hotline.usecases.acts.require_role import require_role


@dataclass(frozen=True)
class AssureFacts(Facts):
    """The check that somebody has assured."""

    check: Check


def record_assurance(actor: Organizer, what: str, *, database: Database, now: datetime) -> Check:
    """Record an owner's assurance. Said again, the newest date counts.

    Args:
        what: the value of a check, one of `ASSURABLE`.

    Raises:
        RefusedError: nothing_there (not one of these), owners_only
    """
    if what not in ASSURABLE:
        raise RefusedError(Refusal.NOTHING_THERE)
    check = Check(what)
    with database.transaction() as connection:
        require_role(connection, actor, Role.OWNER)
        put_assurance(connection, check, actor.id, now)
        record_act(connection, Act.ASSURE, actor, now=now, facts=AssureFacts(check))
    return check
