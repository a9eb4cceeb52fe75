"""Close a notice that was delivered, put it off, or give up on somebody who cannot be reached."""

from datetime import datetime, timedelta

from hotline.store.database import Database
from hotline.store.notices import add_notices, change_notice, give_up_notices_to
from hotline.store.organizers import mark_unreachable
from hotline.usecases.find_waiting_notices import WaitingNotice


def close_notice(
    notice: WaitingNotice, *, message_id: int, database: Database, now: datetime
) -> None:
    """It was delivered as this message."""
    with database.transaction() as connection:
        change_notice(connection, notice.id, delivered_at=now, message_id=message_id)


def put_off_notice(
    notice: WaitingNotice, *, wait: timedelta, database: Database, now: datetime
) -> None:
    """It was not delivered, or perhaps: try again after `wait`."""
    with database.transaction() as connection:
        change_notice(connection, notice.id, next_try_at=now + wait, tries=notice.tries + 1)


def give_up_notice(notice: WaitingNotice, *, database: Database, now: datetime) -> None:
    """It can never be delivered as it is: what waits behind it goes on."""
    with database.transaction() as connection:
        change_notice(connection, notice.id, given_up_at=now)


def give_up_on_organizer(notice: WaitingNotice, *, database: Database, now: datetime) -> None:
    """They have blocked the bot or never opened it: the others are told."""
    with database.transaction() as connection:
        give_up_notices_to(connection, notice.to.id, now)
        if mark_unreachable(connection, notice.to.id, now):
            add_notices(
                connection, "organizer_unreachable", {"organizer_id": notice.to.id}, now=now
            )
