"""Give the consent of one person alone: to every effect that the team does not share."""

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from sqlalchemy import Connection

from hotline.domain.acts import Act
from hotline.domain.approvals import Shared
from hotline.domain.consents import Consent, Effect
from hotline.domain.detection.evidence import Kind
from hotline.domain.errors import RefusedError
from hotline.domain.facts import Facts
from hotline.domain.modes import Mode
from hotline.domain.people import Organizer
from hotline.domain.refusals import Refusal
from hotline.store.incidents import open_spike
from hotline.store.organizers import has_company, who_could_agree
from hotline.store.settings import read_settings
from hotline.usecases.acts.request_approval import Asked, request_approval_at_once

_T = TypeVar("_T")

_SHARED = {
    Shared.RAISE_BUDGET: Effect.RAISE,
    Shared.RELEASE: Effect.RELEASE,
    Shared.RESUME_IN_RAID: Effect.LIFT_GUARD,
    Shared.UNPLUG: Effect.UNPLUG,
    Shared.CHANGE_TEAM: Effect.CHANGE_TEAM,
}


def alone(connection: Connection, actor: Organizer) -> Consent:
    """Consent of the actor alone, by what the team shares at this moment.

    Always shared: to need one person less; other words in a raid, if there is somebody else; to let
    in one more who may agree, where two could agree already; to lock the last owner; and, where
    anything is shared, to take away the last other one who could agree.
    """
    effects = set(Effect) - {Effect.SHARE_LESS, Effect.FREEZE_OWNERS}
    settings, spike = read_settings(connection), open_spike(connection)
    effects -= {_SHARED[one] for one in settings.two_people}
    is_raid = settings.mode is Mode.GUARDED or (spike is not None and spike.kind is Kind.RAID)
    if is_raid and has_company(connection, actor.id):
        effects.discard(Effect.PUT_TEXT)
    if len(who_could_agree(connection)) > 1:
        effects.discard(Effect.ADMIT)
    if is_raid or settings.two_people:
        effects.discard(Effect.BE_ALONE)
    return Consent(frozenset(effects), actor)


def alone_or_ask(
    connection: Connection,
    actor: Organizer,
    act: Act,
    facts: Facts,
    *,
    now: datetime,
    do: Callable[[Consent], _T],
) -> _T | Asked:
    """Do it with the actor's own consent; where that is not enough, ask a second person.

    `facts`: what the proposal keeps. Raises what `do` raises, and
    RefusedError("nobody_to_agree" | "asked_already" | "too_new").
    """
    try:
        with connection.begin_nested():
            return do(alone(connection, actor))
    except RefusedError as error:
        if error.code is not Refusal.NEEDS_TWO:
            raise
    return request_approval_at_once(connection, actor, act, facts, now)
