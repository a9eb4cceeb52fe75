"""Remove somebody from the team, inside the caller's transaction: their next tap is refused."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from hotline.domain import subjects
from hotline.domain.acts import Act
from hotline.domain.consents import Consent, Effect
from hotline.domain.errors import RefusedError
from hotline.domain.refusals import Refusal
from hotline.domain.roles import Role
from hotline.store.audit import last_act_facts
from hotline.store.invitations import withdraw_invitations
from hotline.store.notices import give_up_notices_to
from hotline.store.organizers import change_organizer, get_role
from hotline.usecases.acts.record_act import record_act
from hotline.usecases.acts.require_role import require_another_owner, require_company, require_role


@dataclass(frozen=True)
class Removed:
    """Who was removed. `is_oneself`: they left by themselves."""

    organizer_id: int
    is_oneself: bool


def remove_organizer(
    connection: Connection, consent: Consent, organizer_id: int, now: datetime
) -> Removed:
    """Remove a member. Only owners may; everybody may leave. The log keeps their name.

    Raises RefusedError("owners_only" | "not_allowed" | "needs_two" | "overtaken" | "last_owner");
    not_allowed is for somebody who leaves and is out or locked already.
    """
    is_oneself = consent.by == organizer_id
    require_role(connection, consent.author, Role.OBSERVER if is_oneself else Role.OWNER)
    if not is_oneself:
        consent.require(Effect.CHANGE_TEAM)
        require_company(connection, consent, organizer_id)
    subject = subjects.organizer(organizer_id)
    role = get_role(connection, organizer_id)
    if role is None:
        faster = last_act_facts(connection, [Act.REMOVE_ORGANIZER], subject=subject)
        raise RefusedError(Refusal.OVERTAKEN, **faster)
    if role is Role.OWNER:
        require_another_owner(connection, organizer_id)
    change_organizer(connection, organizer_id, removed_at=now)
    withdraw_invitations(connection, now, inviter_id=organizer_id)
    give_up_notices_to(connection, organizer_id, now)
    record_act(connection, Act.REMOVE_ORGANIZER, consent.actor, now=now, subject=subject)
    return Removed(organizer_id, is_oneself)
