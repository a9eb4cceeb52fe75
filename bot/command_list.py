"""Every command and every button, and the role that each needs."""

from hotline.domain.roles import Role, may

# The lowest role for each command. Observers only look; owners also manage the team.
COMMANDS = {
    "menu": Role.OBSERVER,
    "status": Role.OBSERVER,
    "suspend": Role.ORGANIZER,
    "resume": Role.ORGANIZER,
    "block": Role.ORGANIZER,
    "unblock": Role.ORGANIZER,
    "reply": Role.OBSERVER,
    "delay": Role.OBSERVER,
    "budget": Role.OBSERVER,
    "fund": Role.ORGANIZER,
    "held": Role.OBSERVER,
    "senders": Role.OBSERVER,
    "sender": Role.OBSERVER,
    "incidents": Role.OBSERVER,
    "team": Role.OBSERVER,
    "invite": Role.OWNER,
    "lock": Role.ORGANIZER,
    "here": Role.OWNER,
    "stats": Role.OBSERVER,
    "log": Role.OBSERVER,
    "alerts": Role.OBSERVER,
    "oncall": Role.OBSERVER,
    "test": Role.OBSERVER,
    "reveal": Role.OWNER,
    "doctor": Role.ORGANIZER,
    "unplug": Role.ORGANIZER,
    "plug": Role.ORGANIZER,
    "language": Role.OBSERVER,
    "help": Role.OBSERVER,
}


def commands_of(role: Role) -> list[str]:
    """The commands that `role` may use, in the order in which they are listed."""
    return [name for name, needed in COMMANDS.items() if may(role, needed)]


# Buttons that only show something, or change what concerns the reader alone. All others act.
_LOOKS = frozenset(
    (
        *("text", "versions", "version", "language", "held", "senders", "sender", "read"),
        *("incidents", "incident", "team", "member", "alerts", "stats", "log", "speak", "first"),
        *("mute", "hush", "more", "confirm", "discard", "remove", "help"),
    )
)
_SHOWS = ("now", "all", "show", "steps", "look", "who", "nothing")
_OWNERS = frozenset(
    (
        *("role", "invite", "withdraw", "unlock", "leave_group", "reveal", "unmatched"),
        *("reminder", "elsewhere", "louder"),
    )
)
# What a button may ask for, with the role it takes, where that is not an organizer.
ASKED_OF = {"sender": Role.OBSERVER, "reveal": Role.OWNER, "countries": Role.OWNER}


def role_for_tap(data: str) -> Role:
    """The lowest role for the button with this data, `verb:id[:arg]`.

    It only keeps buttons from those who would be refused: each use case looks for itself.
    """
    verb, _, rest = data.partition(":")
    first = rest.partition(":")[0]
    if verb == "go":
        return COMMANDS.get(first, Role.ORGANIZER)
    if verb == "ask":
        return Role.OBSERVER if first == "nothing" else ASKED_OF.get(first, Role.ORGANIZER)
    if verb in _OWNERS:
        return Role.OBSERVER if first in ("now", "steps") else Role.OWNER
    if verb == "share" and first != "all":
        return Role.OWNER
    return Role.OBSERVER if verb in _LOOKS or first in _SHOWS else Role.ORGANIZER
