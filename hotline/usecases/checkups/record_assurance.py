"""Assure what no program can look at: that the key is kept elsewhere, that recharging is off."""

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
    """What was said to be so."""

    check: Check


def record_assurance(actor: Organizer, what: str, *, database: Database, now: datetime) -> Check:
    """Said again: the newest date counts. Raises RefusedError("owners_only" | "nothing_there")."""
    if what not in ASSURABLE:
        raise RefusedError(Refusal.NOTHING_THERE)
    check = Check(what)
    with database.transaction() as connection:
        require_role(connection, actor, Role.OWNER)
        put_assurance(connection, check, actor.id, now)
        record_act(connection, Act.ASSURE, actor, now=now, facts=AssureFacts(check))
    return check
