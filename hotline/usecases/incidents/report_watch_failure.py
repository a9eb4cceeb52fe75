"""Tell people that nobody watches the traffic: a raid would not be seen. Once an hour at most."""

from datetime import datetime

from hotline.domain.facts import NoFacts
from hotline.domain.notices import plain_kind
from hotline.store.database import Database
from hotline.store.notices import add_notices_once

UNWATCHED = plain_kind("unwatched")


def report_watch_failure(*, database: Database, now: datetime) -> None:
    """The look fails again and again, though the store can be written."""
    with database.transaction() as connection:
        add_notices_once(connection, f"unwatched:{now:%Y-%m-%d %H}", UNWATCHED, NoFacts(), now=now)
