"""Taps: the verb of a button's data chooses the handler."""

from dataclasses import replace

from bot.command_list import COMMANDS
from bot.handlers import (
    alerts,
    approvals,
    basics,
    block,
    budget,
    countries,
    country_languages,
    delay,
    doctor,
    first_steps,
    group,
    held,
    incident_list,
    incidents,
    log,
    mode,
    on_call,
    prompts,
    proposals,
    reply_text,
    reveal,
    rules,
    senders,
    stats,
    team,
    undo,
    unmatched,
)
from bot.request import Request
from bot.routing.access import Handler
from bot.routing.commands import HANDLERS
from bot.routing.old_taps import answer_old_tap
from bot.screens.menu import WAY_BACK
from bot.screens.screen import Screen
from hotline.domain.errors import RefusedError
from hotline.domain.refusals import Refusal

_TAPS: dict[str, Handler] = {
    "block": block.block,
    "unblock": block.unblock,
    "resume": mode.choose_backlog,
    "text": reply_text.show_in,
    "versions": reply_text.versions,
    "version": reply_text.version,
    "reuse": reply_text.reuse,
    "keep_draft": reply_text.keep_draft,
    "respell_draft": reply_text.respell,
    "discard_draft": reply_text.discard,
    "draft_in": reply_text.draft_in,
    "remove_text": reply_text.remove,
    "speaks": country_languages.speaks,
    "language": basics.language,
    "help": basics.help_,
    "undo": undo.undo,
    "unmatched": unmatched.unmatched,
    "confirm": proposals.confirm,
    "discard": proposals.discard,
    "agree": proposals.agree,
    "decline": proposals.decline,
    "share": approvals.share,
    "raise": budget.offer_raise,
    "keep_cap": budget.keep_cap,
    "meant": budget.meant,
    "release": budget.ask_release,
    "held": held.held_page,
    "free_group": held.free_group,
    "drop_group": held.drop_group,
    "senders": senders.senders_page,
    "sender": senders.sender,
    "read": senders.read,
    "incidents": incident_list.incidents_page,
    "incident": incident_list.incident,
    "team": team.team,
    "member": team.member,
    "withdraw": team.withdraw,
    "lock": team.lock_one,
    "unlock": team.unlock_one,
    "role": team.change_role,
    "remove": team.remove,
    "leave_group": group.leave,
    "ask": prompts.ask,
    "alerts": alerts.change,
    "stats": stats.stats_of,
    "log": log.log_page,
    "reveal": reveal.reveal_for,
    "delay": delay.delay,
    "blocked": block.blocked_page,
    "invite": team.invite_as,
    "checkup": doctor.doctor,
    "first": first_steps.step_,
    "speak": first_steps.speak,
    "countries": countries.countries,
    "repeat": rules.repeat,
    "reminder": rules.reminder,
    "hush": incidents.hush,
    "phone": on_call.phone,
    "elsewhere": rules.elsewhere,
    "louder": rules.louder,
}
# On cards and lists: the tapped message stays as it is, and a new message answers.
_ON_CARDS: dict[str, Handler] = {
    "ack": incidents.acknowledge,
    "mute": incidents.mute,
    "awake": incidents.awake,
    "more": incidents.more,
    "worst": incidents.block_worst,
    "group": incidents.block_group,
    "genuine": incidents.release_genuine,
    "drop_held": incidents.drop_held,
    "dismiss": incidents.dismiss,
    "brake": incidents.brake,
    "guard": incidents.guard,
    "free": held.free_one,
    "drop": held.drop_one,
    "point": doctor.ask_point,
    "currency": doctor.ask_currency,
    "assure": doctor.assure_that,
}

# Each tap makes a link or a question: one thumb that hits twice wants one. These answer in place
# of the message that was tapped …
_ONCE = frozenset(("invite", "reuse", "remove", "role", "hush"))
# … and these beside it, so that later another one may be wanted.
_ONCE_AT_A_TIME = frozenset(
    (
        *("raise", "release", "free_group", "drop_group"),
        *("worst", "group", "genuine", "drop_held", "dismiss", "point", "currency"),
    )
)

VERBS = frozenset(_TAPS) | frozenset(_ON_CARDS) | {"go"}


async def tap(request: Request) -> None:
    """`verb:id[:arg]`. Data that none of our buttons has is refused: anybody can forge it.

    Two taps at once are obeyed once. A tap that is refused shows what is so now.
    """
    is_on_card = request.tapped.partition(":")[0] in _ON_CARDS
    if is_on_card:
        request = replace(request, message_id=None)
    before = _outcome_before(request)
    if before is not None:
        # Beside a card the answer is there already, as the newest message.
        if not is_on_card:
            await request.show(before)
        return
    try:
        await _obey(request)
    except RefusedError as refused:
        await answer_old_tap(request, refused)


def _outcome_before(request: Request) -> Screen | None:
    """What the same tap led to, where it would make the same once more."""
    if request.tapped_id is None:
        return None
    verb = request.tapped.partition(":")[0]
    chat_id, outcomes = request.organizer.telegram_id, request.context.outcomes
    if verb in _ONCE:
        return outcomes.of_same(chat_id, request.tapped_id, request.tapped)
    if verb in _ONCE_AT_A_TIME:
        return outcomes.of_double_tap(chat_id, request.tapped_id, request.tapped, request.now)
    return None


async def _obey(request: Request) -> None:
    verb, _, arguments = request.arguments.partition(":")
    if not arguments:
        raise RefusedError(Refusal.NOTHING_THERE)
    if verb == "go":
        await _go(replace(request, arguments=arguments))
        return
    handler = _ON_CARDS.get(verb) or _TAPS.get(verb)
    if handler is None:
        raise RefusedError(Refusal.NOTHING_THERE)
    await handler(replace(request, arguments=arguments))


async def _go(request: Request) -> None:
    """A command tapped in the menu: `status`, or `menu:more`."""
    command, _, arguments = request.arguments.partition(":")
    if command not in COMMANDS:
        raise RefusedError(Refusal.NOTHING_THERE)
    if command == "menu":
        await HANDLERS[command](replace(request, arguments=arguments, way_back=""))
    else:
        await HANDLERS[command](replace(request, arguments="", way_back=WAY_BACK))
