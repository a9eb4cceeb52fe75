"""Ask for a check-up. The worker does it; the bot shows the findings in the message that asked."""

from datetime import datetime

from hotline.domain.people import Organizer
from hotline.store.checkups import add_checkup
from hotline.store.database import Database
from hotline.usecases.acts.record_act import require_organizer


def ask_checkup(actor: Organizer, message_id: int, *, database: Database, now: datetime) -> None:
    """Ask for a check-up.

    Args:
        message_id: in Telegram, of the message in the organizer's chat that will show the
            findings.

    Raises:
        RefusedError: not_allowed
    """
    require_organizer(actor)
    with database.transaction() as connection:
        add_checkup(connection, actor.id, message_id, now)
