"""Three senders, the replies that a worker takes, and what organizers are told of them."""

from datetime import datetime
from typing import Any

from hotline.store.database import Database
from hotline.usecases.replies.take_due_replies import take_due_replies
from tests.support.inbounds import rows

NUMBERS = ["+33612345678", "+33612345679", "+33612345670"]


def take(database: Database, now: datetime) -> list[int]:
    return [one for one, _ in take_due_replies(database=database, now=now, limit=50)]


def told(database: Database) -> list[tuple[str, dict[str, Any]]]:
    """[(the kind of a notice, its facts)], each one once."""
    return rows(database, "SELECT DISTINCT kind, facts FROM notices ORDER BY kind")
