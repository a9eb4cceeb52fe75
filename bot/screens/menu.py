"""The menu: a button for every command that somebody may use; and the permanent keyboard."""

from datetime import datetime

from bot.command_list import commands_of
from bot.screens.screen import Button, Screen, joined
from bot.screens.status import guard_rows, mode_line, money_line, used_up_line
from hotline.domain.modes import Mode
from hotline.domain.people import Organizer
from hotline.domain.roles import Role, may
from hotline.usecases.reports.show_status import Status
from hotline.words import Html, Words

# The data of the button that leads back to the menu.
WAY_BACK = "go:menu"
# The permanent keyboard: only commands that change nothing, since a key is hit by mistake.
KEYS = ("menu", "status", "held")
FIRST = (
    ("status", "held"),
    ("incidents", "senders"),
    ("budget", "reply"),
    ("stats", "log"),
    ("delay", "team"),
)
MORE = (
    ("block", "unblock"),
    ("fund", "invite"),
    ("lock", "here"),
    ("unplug", "plug"),
    ("reveal", "alerts"),
    ("oncall", "test"),
    ("doctor", "language"),
    ("help",),
)


THEMES = {
    "night": ("status", "suspend", "resume", "incidents", "held", "oncall", "test", "alerts"),
    "people": ("senders", "sender", "block", "unblock", "reveal"),
    "reply": ("reply", "delay"),
    "money": ("budget", "fund", "unplug", "plug"),
    "team": ("team", "invite", "lock", "here", "language"),
    "look": ("stats", "log", "doctor", "menu", "help"),
}
_AT_NIGHT = ("status", "suspend", "resume", "held", "oncall")


def menu_screen(status: Status, reader: Organizer, words: Words, *, now: datetime) -> Screen:
    """Shows mode, money and the commands used most; the brake last, where a thumb rests."""
    rows = guard_rows(status, words) if may(reader.role, Role.ORGANIZER) else []
    rows += _rows(FIRST, reader, words)
    rows.append([Button(words("button.more"), "go:menu:more")])
    if may(reader.role, Role.ORGANIZER):
        rows.append([Button(words(f"menu.{brake}"), f"go:{brake}") for brake in _brakes(status)])
    lines = (mode_line(status, words, now), used_up_line(status, words), money_line(status, words))
    return Screen(joined(*lines), rows)


def more_screen(reader: Organizer, words: Words) -> Screen:
    """Shows the other commands."""
    rows = _rows(MORE, reader, words)
    return Screen(words("menu.more"), [*rows, menu_row(words)])


def help_screen(role: Role, words: Words) -> Screen:
    """Shows what there is help on, and the few commands that one needs at night."""
    allowed = commands_of(role)
    lines = [_help_line(one, words) for one in _AT_NIGHT if one in allowed]
    rows = [
        [Button(words(f"help.{theme}"), f"help:{theme}")]
        for theme, commands in THEMES.items()
        if any(one in allowed for one in commands)
    ]
    ending = "help.end" if may(role, Role.ORGANIZER) else "help.end_observer"
    return Screen(joined(words("help.title"), *lines, words(ending)), rows)


def theme_screen(theme: str, role: Role, words: Words) -> Screen:
    """Shows the commands of one theme, with their meanings."""
    allowed = commands_of(role)
    lines = [_help_line(one, words) for one in THEMES[theme] if one in allowed]
    back = [Button(words("button.help"), "help:all")]
    return Screen(joined(words(f"help.title.{theme}"), *lines), [back])


def _help_line(command: str, words: Words) -> Html:
    return words("help.line", command=words.command(command), meaning=words(f"command.{command}"))


def menu_row(words: Words) -> list[Button]:
    """The button that leads back to the menu."""
    return [Button(words("button.menu"), WAY_BACK)]


def keyboard(words: Words) -> list[list[str]]:
    """The permanent keyboard under the chat, in this language."""
    return [[words(f"key.{command}") for command in KEYS]]


def _brakes(status: Status) -> list[str]:
    """Suspended: only resume. Guarded: both. Open: only suspend."""
    mode = status.settings.mode
    suspend = [] if mode is Mode.SUSPENDED else ["suspend"]
    return suspend + ([] if mode is Mode.OPEN else ["resume"])


def _rows(
    commands: tuple[tuple[str, ...], ...], reader: Organizer, words: Words
) -> list[list[Button]]:
    allowed = commands_of(reader.role)
    rows = [
        [Button(words(f"menu.{one}"), f"go:{one}") for one in row if one in allowed]
        for row in commands
    ]
    return [row for row in rows if row]
