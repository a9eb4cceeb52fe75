"""Change what somebody on the team may do, inside the caller's transaction."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from hotline.domain.acts import Act
from hotline.domain.errors import RefusedError
from hotline.domain.people import Organizer
from hotline.domain.roles import Role
from hotline.store.audit import last_act_facts
from hotline.store.organizers import change_organizer, get_role
from hotline.usecases.record_act import record_act
from hotline.usecases.require_role import require_another_owner, require_role


@dataclass(frozen=True)
class RoleChanged:
    """Done."""

    organizer_id: int
    role: Role


def change_role(
    connection: Connection,
    actor: Organizer,
    organizer_id: int,
    role: Role,
    *,
    seen: Role,
    now: datetime,
) -> RoleChanged:
    """Owners. Raises RefusedError("overtaken" | "last_owner" | "owners_only")."""
    require_role(connection, actor, Role.OWNER)
    subject = f"organizer:{organizer_id}"
    if get_role(connection, organizer_id) is not seen:
        acts: list[str] = [Act.CHANGE_ROLE, Act.REMOVE_ORGANIZER]
        raise RefusedError("overtaken", **last_act_facts(connection, acts, subject=subject))
    if seen is Role.OWNER:
        require_another_owner(connection, organizer_id)
    change_organizer(connection, organizer_id, role=role)
    facts = {"role": role, "from": seen}
    record_act(connection, Act.CHANGE_ROLE, actor, now=now, subject=subject, facts=facts)
    return RoleChanged(organizer_id, role)
