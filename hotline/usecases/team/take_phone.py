"""Take the phone for the night, or hand it over: whom a raid rings first.

While somebody has it, a raid rings their phone alone at first, whatever they chose to hear; the
others at the first step, if nobody looks after it. **Idempotent:** the same again is refused.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from hotline.domain import subjects
from hotline.domain.acts import Act
from hotline.domain.days import next_hour
from hotline.domain.errors import RefusedError
from hotline.domain.facts import Facts
from hotline.domain.people import Organizer
from hotline.domain.refusals import Refusal
from hotline.domain.roles import Role
from hotline.domain.settings import OnCall
from hotline.store.audit import last_act_facts
from hotline.store.database import Database
from hotline.store.organizers import is_admitted, list_members
from hotline.store.settings import change_settings, read_settings
from hotline.usecases.acts.record_act import record_act, require_organizer

_MORNING = 8
_MAY_HAVE_IT = (Role.ORGANIZER, Role.OWNER)


@dataclass(frozen=True)
class PhoneFacts(Facts):
    """Who has it now, until when, and who had it before. None: nobody in particular."""

    whom_id: int | None = None
    until: datetime | None = None
    before_id: int | None = None
    before_until: datetime | None = None


@dataclass(frozen=True)
class PhoneTaken:
    """Who has it now. `until` None: until it is handed over."""

    audit_id: int
    whom_id: int | None
    until: datetime | None


@dataclass(frozen=True)
class WhoHasPhone:
    """`who` None: nobody in particular. `others`: who may have it, in the order they joined."""

    who: Organizer | None
    until: datetime | None
    others: list[Organizer]
    morning: datetime


def show_phone(*, database: Database, now: datetime) -> WhoHasPhone:
    """Show who has the phone, and who may have it."""
    with database.transaction() as connection:
        settings = read_settings(connection)
        members = [
            one.organizer
            for one in list_members(connection, database.vault)
            if one.organizer.role in _MAY_HAVE_IT and one.locked_at is None
        ]
    holder = settings.on_call_id(now)
    who = next((one for one in members if one.id == holder), None)
    until = settings.on_call.until if settings.on_call and who else None
    others = [one for one in members if one.id != holder]
    return WhoHasPhone(who, until, others, next_hour(_MORNING, now, settings.timezone))


def take_phone(
    actor: Organizer,
    whom_id: int | None,
    *,
    until_morning: bool,
    database: Database,
    now: datetime,
) -> PhoneTaken:
    """Give the phone to `whom_id`, who may be the actor; None: to nobody in particular.

    Args:
        until_morning: it ends at the next eight o'clock; otherwise when it is handed over.

    Raises:
        RefusedError: not_allowed, no_such_member, phone_unchanged
    """
    require_organizer(actor)
    with database.transaction() as connection:
        settings = read_settings(connection, for_update=True)
        until = next_hour(_MORNING, now, settings.timezone) if until_morning and whom_id else None
        wanted = None if whom_id is None else OnCall(whom_id, until)
        return set_phone(connection, actor, wanted, seen=settings.on_call, now=now)


def set_phone(
    connection: Connection,
    actor: Organizer,
    wanted: OnCall | None,
    *,
    seen: OnCall | None,
    now: datetime,
) -> PhoneTaken:
    """Set who has the phone inside the caller's transaction, if it still is who was `seen`.

    Raises RefusedError("no_such_member" | "overtaken" | "phone_unchanged").
    """
    before = read_settings(connection, for_update=True).on_call
    if before != seen:
        raise RefusedError(Refusal.OVERTAKEN, **last_act_facts(connection, [Act.TAKE_PHONE]))
    if wanted is not None and not is_admitted(connection, wanted.organizer_id, _MAY_HAVE_IT):
        raise RefusedError(Refusal.NO_SUCH_MEMBER)
    has_it = before is not None and before.has_it(now)
    if wanted == (before if has_it else None):
        raise RefusedError(Refusal.PHONE_UNCHANGED)
    whom_id, until = (wanted.organizer_id, wanted.until) if wanted else (None, None)
    change_settings(connection, on_call_id=whom_id, on_call_until=until)
    facts = PhoneFacts(
        whom_id, until, before.organizer_id if before else None, before.until if before else None
    )
    subject = None if whom_id is None else subjects.organizer(whom_id)
    audit_id = record_act(connection, Act.TAKE_PHONE, actor, now=now, subject=subject, facts=facts)
    return PhoneTaken(audit_id, whom_id, until)
