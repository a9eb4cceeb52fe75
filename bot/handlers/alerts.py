"""/alerts: what makes a sound on one's own phone, and what one sees."""

from dataclasses import replace

from bot.handlers import rules
from bot.request import Request
from bot.screens.alerts import (
    TABLE_NUMBERS,
    alerts_screen,
    quiet_screen,
    table_answer_screen,
    table_screen,
)
from hotline.usecases.team.change_alerts import change_alerts, show_alerts

_REMIND = ("remind", "rappel")
_TABLE_ANSWERS = ("wrong", "none")
# The words that people write, in either language; a word that is not here stays as it is.
_WHAT = {
    "calme": "quiet", "silence": "quiet", "nuit": "quiet", "night": "quiet", "bilan": "digest",
    "résumé": "digest", "resume": "digest", "textos": "texts", "sourdine": "mute",
    "niveau": "level", "riche": "rich", "tableau": "rich", "tableaux": "rich", "tables": "rich",
}  # fmt: skip
_VALUES = {
    "non": "off", "no": "off", "aucun": "off", "aucune": "off", "jamais": "off", "never": "off",
    "none": "off", "oui": "on", "yes": "on", "tout": "everything", "all": "everything",
}  # fmt: skip


async def alerts(request: Request) -> None:
    """Show the choices, or change one: `/alerts quiet 21-6`, `/alerts calme de 21h à 6h`.

    `/alerts remind 10m` changes a rule for everybody.
    """
    if request.arguments:
        what, _, value = request.arguments.lower().strip().partition(" ")
        if what in _REMIND:
            await rules.write_reminder(request, value.strip())
            return
        what, value = _WHAT.get(what, what), _VALUES.get(value.strip(), value.strip())
        if what == "rich" and value != "off":
            await _ask_table(request)
            return
        await change(replace(request, arguments=f"{what}:{value}"))
        return
    found = await request.run(show_alerts, request.organizer, database=request.database)
    await request.show(alerts_screen(found, request.words, now=request.now))


async def change(request: Request) -> None:
    """A tap: `quiet:22-8`, `raids:off`, `texts:on`…; `hours` offers quiet hours to choose.

    `table:ask` tries whether their phone shows rich messages.
    """
    what, _, value = request.arguments.partition(":")
    if what == "table":
        if value in _TABLE_ANSWERS:
            await request.show(table_answer_screen(value, request.words))
        else:
            await _ask_table(request)
        return
    if what == "hours":
        await request.show(quiet_screen(request.words))
        return
    found = await request.run(
        change_alerts, request.organizer, what, value, database=request.database, now=request.now
    )
    await request.show(alerts_screen(found, request.words, now=request.now))


async def _ask_table(request: Request) -> None:
    """Send a rich message that asks which number is in it: the buttons alone do not tell."""
    right = TABLE_NUMBERS[request.now.second % len(TABLE_NUMBERS)]
    test = table_screen(right, request.words)
    is_sent = await request.context.messenger.rich.try_to_send(request.organizer.telegram_id, test)
    answer = "sent" if is_sent else "refused"
    await request.show(table_answer_screen(answer, request.words))
