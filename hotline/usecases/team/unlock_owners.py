"""Unlock the owners that the settings name: the way back when every owner is locked.

It is run where the hotline is deployed, by the person who holds its settings. **Idempotent:** an
owner who is not locked is not changed.
"""

from collections.abc import Sequence
from datetime import datetime

from hotline.domain import subjects
from hotline.domain.acts import Act
from hotline.domain.roles import Role
from hotline.store.database import Database
from hotline.store.organizers import change_organizer, find_standing, get_member
from hotline.store.settings import read_settings
from hotline.usecases.acts.record_act import record_act


def unlock_owners(telegram_ids: Sequence[int], *, database: Database, now: datetime) -> int:
    """Unlock these owners. A removed member stays removed, and a locked non-owner stays locked.

    Returns:
        How many were unlocked.
    """
    unlocked = 0
    with database.transaction() as connection:
        read_settings(connection, for_update=True)
        for telegram_id in telegram_ids:
            standing = find_standing(connection, database.vault, telegram_id)
            member = standing and get_member(connection, database.vault, standing.organizer_id)
            if not member or member.locked_at is None or member.organizer.role is not Role.OWNER:
                continue
            whom = member.organizer.id
            change_organizer(connection, whom, locked_at=None, locked_by=None)
            record_act(connection, Act.UNLOCK, None, now=now, subject=subjects.organizer(whom))
            unlocked += 1
    return unlocked
