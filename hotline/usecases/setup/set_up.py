"""Set up what the hotline needs before its first inbound: settings, reply texts, owners.

**Idempotent:** what exists stays as the organizers have changed it.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection

from hotline.domain.days import day_of
from hotline.domain.first_steps import STEPS
from hotline.domain.modes import Mode
from hotline.domain.reply_texts import DEFAULTS
from hotline.domain.roles import Role
from hotline.settings import FirstValues
from hotline.store.database import Database
from hotline.store.ledger import add_to_total_budget
from hotline.store.organizers import add_organizer, can_read_everybody, find_standing
from hotline.store.reply_texts import add_text, languages_with_text
from hotline.store.settings import add_settings_if_missing, read_settings

_EXPIRY_SECONDS = 24 * 3600


def set_up(
    first: FirstValues, owner_telegram_ids: Sequence[int], *, database: Database, now: datetime
) -> bool:
    """Add the settings, reply texts and owners that are missing.

    Args:
        first: values for the settings, used only where there are none yet.
        owner_telegram_ids: who becomes an owner, unless they were ever on the team.

    Returns:
        False if owners were left out: somebody on the team cannot be read, who may be one of them.
    """
    with database.transaction() as connection:
        if add_settings_if_missing(connection, _settings_row(first)):
            today = day_of(now, first.timezone)
            add_to_total_budget(connection, "budget", today, now, micros=first.total_budget_micros)
        # A deployment and a starting bot may run this at the same time: the lock makes one wait.
        read_settings(connection, for_update=True)
        for language in set(DEFAULTS) - languages_with_text(connection):
            add_text(connection, language, DEFAULTS[language], author_id=None, now=now)
        if not can_read_everybody(connection, database.vault):
            return False
        _add_owners(connection, database, owner_telegram_ids, now)
        return True


def _settings_row(first: FirstValues) -> dict[str, object]:
    return {
        "mode": Mode.OPEN,
        "delay_seconds": first.delay_seconds,
        "expiry_seconds": max(_EXPIRY_SECONDS, 2 * first.delay_seconds),
        "countries": list(first.countries),
        "currency": first.currency,
        "daily_budget_micros": first.daily_budget_micros,
        "total_budget_micros": first.total_budget_micros,
        "language": first.language,
        "timezone": first.timezone,
        "first_step": STEPS[0],
    }


def _add_owners(
    connection: Connection, database: Database, telegram_ids: Sequence[int], now: datetime
) -> None:
    for telegram_id in telegram_ids:
        # Somebody who was removed stays removed, even if the environment still lists them.
        if find_standing(connection, database.vault, telegram_id) is None:
            add_organizer(connection, database.vault, telegram_id, role=Role.OWNER, now=now)
