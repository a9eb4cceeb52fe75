"""A tap that came too late, or twice: what is so now, and what has happened since.

One's own repeated tap shows its outcome again, with its undo. Any other old tap shows the screen as
it is now, with the reason above it; never the old screen, which is no longer true.
"""

import re
from collections.abc import Awaitable, Callable
from dataclasses import replace

from bot.error_answers import facts_with_names
from bot.handlers import approvals, budget, countries, delay, held, menu, reply_text, senders, team
from bot.handlers.alerts import alerts
from bot.handlers.block import unblock
from bot.handlers.incident_list import incident_as_it_is
from bot.handlers.on_call import oncall
from bot.handlers.status import status
from bot.request import Request
from bot.screens.old_taps import late_screen, remark_screen
from bot.screens.screen import Screen
from hotline.domain.acts import Act
from hotline.domain.errors import RefusedError, RejectedError
from hotline.domain.refusals import Refusal
from hotline.usecases.proposals.look_back import Past, Record, look_back

_Look = Callable[[Request], Awaitable[None]]

# Buttons whose data names a proposal, or an audit entry.
_OF_ACTS = ("confirm", "discard", "agree", "decline", "undo")
_NUMBER = re.compile(r"[0-9]{1,12}")
# What became of a proposal, while its outcome is what the author saw.
_STILL_SO = (None, "asked", "confirmed", "discarded")


async def answer_old_tap(request: Request, refused: RefusedError) -> None:
    """Answer a tap that was refused."""
    facts = await facts_with_names(request, refused.facts)
    again = _outcome_of_same(request, refused)
    if again is not None:
        await request.show(again)
        return
    words, verb = request.words, request.tapped.partition(":")[0]
    past = await _past(request, verb)
    if refused.code is Refusal.UNDO_TOO_LATE and past is not None:
        remark = late_screen(past.act, words)
    else:
        remark = remark_screen(refused.code, facts, request.organizer, words, now=request.now)
    if request.message_id is None:
        # On a card, which is edited by itself.
        await request.show(remark)
        return
    now = replace(request, remark=remark, arguments="", tapped_id=None)
    try:
        await _look(verb, past)(_about(now, verb, past))
    except (RefusedError, RejectedError):
        # What there was to look at is gone too, or the data was forged.
        await replace(now, remark=None).show(remark)


def _outcome_of_same(request: Request, refused: RefusedError) -> Screen | None:
    """What the same tap had led to, unless somebody else has acted since."""
    by = refused.facts.get("organizer_id", request.organizer.id)
    if request.tapped_id is None or by != request.organizer.id:
        return None
    # What was asked of a second person may have been answered meanwhile.
    if refused.facts.get("status") not in _STILL_SO:
        return None
    chat_id = request.organizer.telegram_id
    return request.context.outcomes.of_same(chat_id, request.tapped_id, request.tapped)


async def _past(request: Request, verb: str) -> Past | None:
    """What the tapped button was about, where its data names only a proposal or an audit entry."""
    number = _NUMBER.fullmatch(request.tapped.partition(":")[2])
    if verb not in _OF_ACTS or number is None:
        return None
    record = Record.AUDIT_ENTRY if verb == "undo" else Record.PROPOSAL
    return await request.run(look_back, record, int(number[0]), database=request.database)


def _look(verb: str, past: Past | None) -> _Look:
    return _BY_VERB.get(verb, menu.menu) if past is None else _BY_ACT.get(past.act, menu.menu)


def _about(request: Request, verb: str, past: Past | None) -> Request:
    """The same request, with whom or what to look at."""
    if past is not None:
        about = past.subject
        is_named = about is not None and _BY_ACT.get(past.act) in _OF_ONE
        return replace(request, arguments=str(about.id)) if about and is_named else request
    number = request.tapped.partition(":")[2].partition(":")[0]
    return replace(request, arguments=number) if _BY_VERB.get(verb) in _OF_ONE else request


async def _sender(request: Request) -> None:
    if request.arguments:
        await senders.sender(replace(request, arguments=f"#{request.arguments}"))
    else:
        await unblock(request)


async def _shared(request: Request) -> None:
    await approvals.share(replace(request, arguments="all"))


async def _countries(request: Request) -> None:
    await countries.countries(replace(request, arguments="show"))


# Those that look at one sender or one incident.
_OF_ONE: tuple[_Look, ...] = (_sender, incident_as_it_is)
_BY_VERB: dict[str, _Look] = {
    **dict.fromkeys(("block", "unblock", "sender", "read"), _sender),
    **dict.fromkeys(("raise", "keep_cap", "release", "meant"), budget.show),
    **dict.fromkeys(("held", "free_group", "drop_group"), held.held),
    **dict.fromkeys(
        ("text", "versions", "version", "reuse", "keep_draft", "respell_draft", "discard_draft"),
        reply_text.reply,
    ),
    **dict.fromkeys(
        ("team", "member", "withdraw", "lock", "unlock", "role", "remove", "invite"), team.team
    ),
    "senders": senders.senders,
    "incidents": menu.menu,
    "incident": menu.menu,
    "phone": oncall,
    "share": _shared,
    "delay": delay.delay,
    "repeat": delay.delay,
    "countries": _countries,
    "alerts": alerts,
    **dict.fromkeys(("reminder", "elsewhere", "louder"), alerts),
}
_BY_ACT: dict[Act, _Look] = {
    **dict.fromkeys((Act.BLOCK, Act.UNBLOCK), _sender),
    **dict.fromkeys(
        (Act.BLOCK_MANY, Act.UNBLOCK_MANY, Act.RELEASE_GENUINE, Act.DROP_HELD, Act.DISMISS),
        incident_as_it_is,
    ),
    **dict.fromkeys((Act.RELEASE_REPLIES, Act.DROP_REPLIES), held.held),
    **dict.fromkeys(
        (
            Act.CHANGE_BUDGET,
            Act.FUND,
            Act.CHANGE_MONEY_RULE,
            Act.FIX_PRICE,
            Act.RELEASE_HELD,
            Act.CHANGE_CURRENCY,
        ),
        budget.show,
    ),
    **dict.fromkeys((Act.UNPLUG, Act.PLUG, Act.POINT_LINES), status),
    **dict.fromkeys((Act.CHANGE_ROLE, Act.REMOVE_ORGANIZER, Act.LOCK, Act.UNLOCK), team.team),
    Act.CHANGE_REPLY_TEXT: reply_text.reply,
    Act.TAKE_PHONE: oncall,
    Act.CHANGE_DELAY: delay.delay,
    Act.CHANGE_RULE: delay.delay,
    Act.CHANGE_COUNTRIES: _countries,
    Act.SHARE_ACTS: _shared,
}
