"""Apply what a failure says beyond the one SMS: about the sender, or about their country."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from hotline.domain.errors import Meaning
from hotline.domain.facts import Facts
from hotline.domain.notices import NoticeKind
from hotline.store.notices import add_notices_once
from hotline.store.replies import Whose
from hotline.store.senders import change_sender


@dataclass(frozen=True)
class CountryNotEnabled(Facts):
    """Replies to `country` fail until somebody enables it at the provider."""

    country: str


COUNTRY_NOT_ENABLED = NoticeKind("country_not_enabled", CountryNotEnabled)


def apply_failure_meaning(
    connection: Connection,
    meaning: Meaning | None,
    whose: Whose,
    now: datetime,
) -> None:
    """Opt the sender out here too, or tell once that a country is not enabled.

    Call it before the reply is locked: everywhere the sender is locked first, so that no two
    transactions wait for each other.
    """
    if meaning is Meaning.OPTED_OUT:
        change_sender(connection, whose.sender_id, opted_out_at=now)
    elif meaning is Meaning.COUNTRY_NOT_ENABLED:
        key, facts = f"not_enabled:{whose.country}", CountryNotEnabled(whose.country)
        add_notices_once(connection, key, COUNTRY_NOT_ENABLED, facts, now=now)
