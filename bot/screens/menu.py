"""The menu: a button for every command that somebody may use; and the permanent keyboard."""

from datetime import datetime

from bot.command_list import commands_of
from bot.screens.screen import Button, Screen, joined
from bot.screens.status import guard_rows, mode_line, money_line, used_up_line
from hotline.domain.modes import Mode
from hotline.domain.people import Organizer
from hotline.domain.roles import Role, may
from hotline.usecases.reports.show_status import Status
from hotline.words import Words

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
