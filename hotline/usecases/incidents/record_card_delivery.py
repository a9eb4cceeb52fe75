"""Record what became of a card: sent or edited, to be tried again, or given up."""

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
    """Record that the card was sent or edited.

    Args:
        message_id: in Telegram, of the message that shows the card.
        shown: a digest of what it shows now.
        picture_at: when its picture was made; None: it has none.
    """
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
    """Try again after `wait`: Telegram did not accept the card."""
    with database.transaction() as connection:
        change_card(connection, card.id, next_try_at=now + wait, tries=card.tries + 1)


def give_up_card(card: CardState, *, database: Database, now: datetime) -> None:
    """Stop sending this card: its reader cannot be reached."""
    with database.transaction() as connection:
        change_card(connection, card.id, given_up_at=now)


def hush_card(card: CardState, *, database: Database, now: datetime) -> None:
    """Try again at once, without a sound: the card may have arrived with its sound."""
    with database.transaction() as connection:
        change_card(connection, card.id, is_loud=False, next_try_at=now)
