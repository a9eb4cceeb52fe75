"""Every command, and the role that it needs."""

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
