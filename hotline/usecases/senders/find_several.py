"""Find several senders whom an organizer names: all of them, or it says who is missing."""

from datetime import datetime

from hotline.domain.errors import RefusedError, RejectedError
from hotline.domain.people import Sender
from hotline.domain.refusals import Refusal
from hotline.store.database import Database
from hotline.usecases.senders.find_sender import find_sender


def find_several(
    targets: tuple[str, ...], *, database: Database, now: datetime, add: bool = False
) -> list[Sender]:
    """Find all of them, each once. Each in a transaction of its own, so that no locks are held.

    Args:
        targets: handles and numbers. If there is one only, its own refusal is raised.
        add: a number that never reached us gets a row.

    Raises:
        RejectedError: not_a_sender
        RefusedError: no_such_sender, not_all_found (naming which)
    """
    found: dict[int, Sender] = {}
    for target in targets:
        try:
            with database.transaction() as connection:
                sender = find_sender(connection, database.vault, target, now=now, add=add)
        except (RefusedError, RejectedError):
            if len(targets) == 1:
                raise
            which = target if target.startswith("#") else f"…{target[-2:]}"
            raise RefusedError(Refusal.NOT_ALL_FOUND, which=which) from None
        found[sender.id] = sender
    return list(found.values())
