"""Taps on the card of an incident. What is wide or costly asks first, in its own message."""

from dataclasses import replace

from bot.handlers import mode
from bot.handlers.ids import id_from
from bot.request import Request
from bot.screens.incidents.acts import (
    incident_question_screen,
    mute_until_screen,
    mute_why_screen,
    muted_screen,
)
from bot.screens.incidents.buttons import more_on_card_screen
from bot.screens.screen import Screen
from hotline.domain.acts import Act
from hotline.domain.errors import RefusedError
from hotline.domain.refusals import Refusal
from hotline.usecases.incidents.acknowledge_incident import acknowledge_incident
from hotline.usecases.incidents.ask_incident_act import (
    ask_incident_act,
    ask_to_block_group,
    ask_to_block_worst,
)
from hotline.usecases.incidents.guard_again import guard_again
from hotline.usecases.incidents.mute_incident import MutedUntil, MuteReason, mute_incident
from hotline.usecases.incidents.say_awake import say_awake
from hotline.usecases.incidents.show_incident import show_incident
from hotline.usecases.replies.settle_held_replies import IncidentQuestion

_MOST_AT_ONCE = 5_000


async def acknowledge(request: Request) -> None:
    """Take charge of the incident. A moment later every card says so."""
    incident_id = id_from(request.arguments)
    await request.run(
        acknowledge_incident,
        request.organizer,
        incident_id,
        database=request.database,
        now=request.now,
    )
    await request.show(Screen(request.words("incident.in_charge", number=incident_id)))


async def awake(request: Request) -> None:
    """Say that one is awake. A moment later every card says so."""
    incident_id = id_from(request.arguments)
    await request.run(
        say_awake, request.organizer, incident_id, database=request.database, now=request.now
    )
    await request.show(Screen(request.words("incident.you_are_awake")))


async def more(request: Request) -> None:
    """The acts for which there is no room on the card."""
    view = await request.run(
        show_incident, id_from(request.arguments), database=request.database, now=request.now
    )
    await request.show(more_on_card_screen(view, request.words, role=request.organizer.role))


async def mute(request: Request) -> None:
    """Ask until when the organizer who taps wants to hear nothing of it."""
    await request.show(mute_until_screen(id_from(request.arguments), request.words))


async def hush(request: Request) -> None:
    """`12:4h` asks why; `12:4h:sleeps` silences the incident, only for who taps."""
    number, _, rest = request.arguments.partition(":")
    until, _, why = rest.partition(":")
    if until not in tuple(MutedUntil) or (why and why not in tuple(MuteReason)):
        raise RefusedError(Refusal.NOTHING_THERE)
    incident_id = id_from(number)
    if not why:
        await request.show(mute_why_screen(incident_id, until, request.words))
        return
    ends = await request.run(
        mute_incident,
        request.organizer,
        incident_id,
        MutedUntil(until),
        MuteReason(why),
        database=request.database,
        now=request.now,
    )
    await request.show(muted_screen(ends, request.words, now=request.now))


async def block_worst(request: Request) -> None:
    """`12:9`: ask whether to block the nine busiest senders of incident 12."""
    incident_id, _, count = request.arguments.partition(":")
    number = min(id_from(count), _MOST_AT_ONCE)
    await _ask(
        request,
        await request.run(
            ask_to_block_worst,
            request.organizer,
            id_from(incident_id),
            number,
            database=request.database,
            now=request.now,
        ),
    )


async def block_group(request: Request) -> None:
    """`12:3f…`: ask whether to block everybody who sent the text of this key."""
    incident_id, _, key = request.arguments.partition(":")
    try:
        found = bytes.fromhex(key)
    except ValueError:
        raise RefusedError(Refusal.NOTHING_THERE) from None
    await _ask(
        request,
        await request.run(
            ask_to_block_group,
            request.organizer,
            id_from(incident_id),
            found,
            database=request.database,
            now=request.now,
        ),
    )


async def release_genuine(request: Request) -> None:
    """Ask whether to release the replies to senders who look genuine."""
    await _ask_about(request, Act.RELEASE_GENUINE)


async def drop_held(request: Request) -> None:
    """Ask whether to drop every reply that is held because of the traffic."""
    await _ask_about(request, Act.DROP_HELD)


async def dismiss(request: Request) -> None:
    """Ask whether to dismiss the incident: it was not a raid."""
    await _ask_about(request, Act.DISMISS)


async def guard(request: Request) -> None:
    """Turn the guard on again: the raid goes on, and people want it back."""
    incident_id = id_from(request.arguments)
    await request.run(
        guard_again, request.organizer, incident_id, database=request.database, now=request.now
    )
    await request.show(Screen(request.words("incident.guarded_again")))


async def brake(request: Request) -> None:
    """Suspend from the card, as `/suspend` does."""
    await mode.suspend_(replace(request, arguments=""))


async def _ask_about(request: Request, act: Act) -> None:
    incident_id = id_from(request.arguments)
    question = await request.run(
        ask_incident_act,
        request.organizer,
        incident_id,
        act,
        database=request.database,
        now=request.now,
    )
    await _ask(request, question)


async def _ask(request: Request, question: IncidentQuestion) -> None:
    await request.show(incident_question_screen(question, request.words))
