"""Note what became of a card: it was sent or edited, it is to be tried again, or never more."""

from datetime import datetime, timedelta

from hotline.store.database import Database
from hotline.store.incident_cards import CardState, change_card, count_edit


def record_card_delivery(
    card: CardState,
    *,
    message_id: int,
    shown: str,
    picture_at: datetime | None,
    database: Database,
    now: datetime,
) -> None:
    """It shows this now, as that message, with a picture of that moment."""
    values: dict[str, object] = {
        "message_id": message_id,
        "picture_at": picture_at,
        "shown": shown,
        "shown_at": now,
        "tries": 0,
    }
    with database.transaction() as connection:
        change_card(connection, card.id, **values)
        if card.message_id is not None:
            count_edit(connection, card.id)


def put_off_card(card: CardState, *, wait: timedelta, database: Database, now: datetime) -> None:
    """Telegram did not take it."""
    with database.transaction() as connection:
        change_card(connection, card.id, next_try_at=now + wait, tries=card.tries + 1)


def give_up_card(card: CardState, *, database: Database, now: datetime) -> None:
    """Whoever it is for cannot be reached."""
    with database.transaction() as connection:
        change_card(connection, card.id, given_up_at=now)


def hush_card(card: CardState, *, database: Database, now: datetime) -> None:
    """It may have come with its sound: from now on without one."""
    with database.transaction() as connection:
        change_card(connection, card.id, is_loud=False, next_try_at=now)
