"""Taps: the verb of a button's data chooses the handler."""

from dataclasses import replace

from bot.access import Handler
from bot.desk import Request
from bot.handlers import basics, block, budget, incidents, mode, proposals, reply_text, undo
from hotline.domain.errors import RefusedError

_TAPS: dict[str, Handler] = {
    "block": block.block,
    "unblock": block.unblock,
    "resume": mode.choose_backlog,
    "keep_draft": reply_text.keep_draft,
    "respell_draft": reply_text.respell,
    "discard_draft": reply_text.discard,
    "language": basics.language,
    "undo": undo.undo,
    "confirm": proposals.confirm,
    "discard": proposals.discard,
    "raise": budget.offer_raise,
    "keep_cap": budget.keep_cap,
    "release": budget.ask_release,
    "ack": incidents.acknowledge,
    "mute": incidents.mute,
    "worst": incidents.block_worst,
    "group": incidents.block_group,
    "genuine": incidents.release_genuine,
    "drop_held": incidents.drop_held,
    "dismiss": incidents.dismiss,
    "brake": incidents.brake,
}


async def tap(request: Request) -> None:
    """`verb:id[:arg]`. What no button of ours says is refused: anybody can forge data."""
    verb, _, arguments = request.arguments.partition(":")
    if verb not in _TAPS or not arguments:
        raise RefusedError("nothing_there")
    await _TAPS[verb](replace(request, arguments=arguments))
