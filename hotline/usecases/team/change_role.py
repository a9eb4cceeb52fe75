"""Change what somebody on the team may do, inside the caller's transaction."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection

from hotline.domain import subjects
from hotline.domain.acts import Act
from hotline.domain.approvals import NEW_FOR
from hotline.domain.consents import Consent, Effect
from hotline.domain.errors import RefusedError
from hotline.domain.facts import Facts, kept_as
from hotline.domain.refusals import Refusal
from hotline.domain.roles import Role
from hotline.store.audit import last_act_facts
from hotline.store.organizers import change_organizer, get_role
from hotline.usecases.acts.record_act import record_act
from hotline.usecases.acts.require_role import require_another_owner, require_company, require_role


@dataclass(frozen=True)
class RoleFacts(Facts):
    """The new role, and the one before."""

    role: Role
    before: Role | None = field(default=None, metadata=kept_as("from"))


@dataclass(frozen=True)
class RoleChanged:
    """The member's role from now on."""

    organizer_id: int
    role: Role


def change_role(
    connection: Connection,
    consent: Consent,
    organizer_id: int,
    role: Role,
    *,
    seen: Role,
    now: datetime,
) -> RoleChanged:
    """Change the role, if it still is the one that was `seen`. Only owners may.

    To let an observer act takes two, where two could agree already; their agreement counts after a
    day. Raises RefusedError("owners_only" | "needs_two" | "overtaken" | "last_owner").
    """
    require_role(connection, consent.author, Role.OWNER)
    consent.require(Effect.CHANGE_TEAM)
    if seen is Role.OBSERVER:
        consent.require(Effect.ADMIT)
    if role is Role.OBSERVER:
        require_company(connection, consent, organizer_id)
    subject = subjects.organizer(organizer_id)
    if get_role(connection, organizer_id) is not seen:
        acts = (Act.CHANGE_ROLE, Act.REMOVE_ORGANIZER)
        raise RefusedError(Refusal.OVERTAKEN, **last_act_facts(connection, acts, subject=subject))
    if seen is Role.OWNER:
        require_another_owner(connection, organizer_id)
    values: dict[str, object] = {"role": role}
    if seen is Role.OBSERVER:
        values["agrees_from"] = now + NEW_FOR
    change_organizer(connection, organizer_id, **values)
    facts = RoleFacts(role, seen)
    record_act(connection, Act.CHANGE_ROLE, consent.actor, now=now, subject=subject, facts=facts)
    return RoleChanged(organizer_id, role)
