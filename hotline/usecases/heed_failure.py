"""Heed what a failure says beyond the one SMS: about the sender, or about his country."""

from datetime import datetime

from sqlalchemy import Connection

from hotline.domain.errors import Meaning
from hotline.store.notices import add_notices_once
from hotline.store.senders import change_sender


def heed_failure(
    connection: Connection,
    meaning: Meaning | None,
    *,
    sender_id: int,
    country: str,
    now: datetime,
) -> None:
    """Opt the sender out here too, or tell once that a country is not enabled.

    Before the reply is locked: the sender comes before it, as everywhere.
    """
    if meaning is Meaning.OPTED_OUT:
        change_sender(connection, sender_id, opted_out_at=now)
    elif meaning is Meaning.COUNTRY_NOT_ENABLED:
        key, facts = f"not_enabled:{country}", {"country": country}
        add_notices_once(connection, key, "country_not_enabled", facts, now=now)
