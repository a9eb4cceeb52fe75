"""/alerts: what makes a sound on one's own phone, and what one sees."""

from dataclasses import replace

from bot.handlers import rules
from bot.request import Request
from bot.screens.alerts import alerts_screen, quiet_screen
from hotline.usecases.team.change_alerts import change_alerts, show_alerts

_REMIND = ("remind", "rappel")
# The words that people write, in either language; a word that is not here stays as it is.
_WHAT = {
    "calme": "quiet", "silence": "quiet", "nuit": "quiet", "night": "quiet", "bilan": "digest",
    "résumé": "digest", "resume": "digest", "textos": "texts", "sourdine": "mute",
    "niveau": "level",
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
        value = _VALUES.get(value.strip(), value.strip())
        await change(replace(request, arguments=f"{_WHAT.get(what, what)}:{value}"))
        return
    found = await request.run(show_alerts, request.organizer, database=request.database)
    await request.show(alerts_screen(found, request.words, now=request.now))


async def change(request: Request) -> None:
    """A tap: `quiet:22-8`, `raids:off`, `texts:on`…; `hours` offers quiet hours to choose."""
    what, _, value = request.arguments.partition(":")
    if what == "hours":
        await request.show(quiet_screen(request.words))
        return
    found = await request.run(
        change_alerts, request.organizer, what, value, database=request.database, now=request.now
    )
    await request.show(alerts_screen(found, request.words, now=request.now))
