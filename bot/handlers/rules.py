"""The hotline's own rules, under /delay and /alerts: by buttons, or `/delay again 30d`."""

from bot.handlers.ids import id_from
from bot.request import Request
from bot.screens.rules import rule_changed_screen, rule_screen, steps_screen
from hotline.domain.written.durations import read_length
from hotline.usecases.setup.change_rule import HotlineRule, change_rule, show_rule, show_steps

_DAY_SECONDS = 86_400
# The rule itself says which number of days is too large.
_ANY_LENGTH = 100_000 * _DAY_SECONDS
_NEVER = ("never", "jamais")


async def repeat(request: Request) -> None:
    """A tap: `now` shows the rule; `never` or `30` (days) changes it."""
    await _tap(request, HotlineRule.REPEAT)


async def reminder(request: Request) -> None:
    """A tap: `steps` shows all three steps, `now` this one; `600` (seconds) changes it."""
    if request.arguments == "steps":
        values = await request.run(show_steps, database=request.database)
        await request.show(steps_screen(values, request.words))
        return
    await _tap(request, HotlineRule.REMINDER)


async def elsewhere(request: Request) -> None:
    """A tap: when a raid is told by the second way too."""
    await _tap(request, HotlineRule.ELSEWHERE)


async def louder(request: Request) -> None:
    """A tap: when everybody is told once more, in louder words."""
    await _tap(request, HotlineRule.LOUDER)


async def write_repeat(request: Request, text: str) -> None:
    """`30d` or `never`, after `/delay again`. Part of a day counts as a day."""
    days = (
        None
        if text in _NEVER
        else -(-read_length(text, longest_seconds=_ANY_LENGTH) // _DAY_SECONDS)
    )
    await _change(request, HotlineRule.REPEAT, days)


async def write_reminder(request: Request, text: str) -> None:
    """`10m`, after `/alerts remind`."""
    await _change(request, HotlineRule.REMINDER, read_length(text))


async def _tap(request: Request, rule: HotlineRule) -> None:
    if request.arguments == "now":
        value = await request.run(show_rule, rule, database=request.database)
        await request.show(rule_screen(rule, value, request.words))
        return
    value = None if request.arguments in _NEVER else id_from(request.arguments)
    await _change(request, rule, value)


async def _change(request: Request, rule: HotlineRule, value: int | None) -> None:
    changed = await request.run(
        change_rule, request.organizer, rule, value, database=request.database, now=request.now
    )
    await request.show(rule_changed_screen(changed, request.words))
