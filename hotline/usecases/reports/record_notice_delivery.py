"""Record what became of a notice: delivered, to be tried again, or never to be delivered."""

from datetime import datetime, timedelta

from hotline.store.database import Database
from hotline.store.notices import change_notice
from hotline.usecases.reports.find_waiting_notices import WaitingNotice
from hotline.usecases.team.mark_unreachable import record_unreachable


def record_notice_delivery(
    notice: WaitingNotice, *, message_id: int, database: Database, now: datetime
) -> None:
    """Note that the notice was delivered, as Telegram's message `message_id`."""
    with database.transaction() as connection:
        change_notice(connection, notice.id, delivered_at=now, message_id=message_id)


def put_off_notice(
    notice: WaitingNotice, *, wait: timedelta, database: Database, now: datetime
) -> None:
    """Try again after `wait`: the notice was not delivered, or it is not certain that it was."""
    with database.transaction() as connection:
        change_notice(connection, notice.id, next_try_at=now + wait, tries=notice.tries + 1)


def give_up_notice(notice: WaitingNotice, *, database: Database, now: datetime) -> None:
    """Give up a notice that can never be delivered, so that those behind it are not blocked."""
    with database.transaction() as connection:
        change_notice(connection, notice.id, given_up_at=now)


def give_up_on_organizer(notice: WaitingNotice, *, database: Database, now: datetime) -> None:
    """Note that this organizer has blocked the bot or never opened it, and tell the others."""
    with database.transaction() as connection:
        record_unreachable(connection, notice.to.id, now)
