"""Tell people that the traffic is not watched: a raid would not be seen. Once an hour at most."""

from datetime import datetime

from hotline.domain.facts import NoFacts
from hotline.domain.notices import plain_kind
from hotline.store.database import Database
from hotline.store.notices import add_notices_once

UNWATCHED = plain_kind("unwatched")


def report_watch_failure(*, database: Database, now: datetime) -> None:
    """Tell everybody that looks keep failing, although the store can be written.

    **Idempotent:** one notice an hour at most.
    """
    with database.transaction() as connection:
        add_notices_once(connection, f"unwatched:{now:%Y-%m-%d %H}", UNWATCHED, NoFacts(), now=now)
