"""Close a notice that was delivered, put it off, or give up on somebody who cannot be reached."""

from datetime import datetime, timedelta

from hotline.store.database import Database
from hotline.store.notices import change_notice
from hotline.usecases.reports.find_waiting_notices import WaitingNotice
from hotline.usecases.team.mark_unreachable import record_unreachable


def record_notice_delivery(
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
        record_unreachable(connection, notice.to.id, now)
