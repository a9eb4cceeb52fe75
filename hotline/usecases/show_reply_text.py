"""Show a reply text with what it weighs and costs."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from hotline.domain.segments import CostlyCharacter, Size, costly_characters, measure
from hotline.store.database import Database
from hotline.store.organizers import get_organizer
from hotline.store.prices import read_prices
from hotline.store.settings import read_settings
from hotline.store.texts import current_text


@dataclass(frozen=True)
class TextCost:
    """A text's size, and the price of one reply to the home country (None: not known)."""

    body: str
    size: Size
    costly: list[CostlyCharacter]
    country: str
    micros: int | None
    currency: str


@dataclass(frozen=True)
class CurrentText:
    """The text in force. `author` None: the hotline's own first version."""

    language: str
    version: int
    created_at: datetime
    author: str | None
    cost: TextCost


def show_reply_text(*, database: Database) -> CurrentText:
    """What replies say now."""
    with database.transaction() as connection:
        text = current_text(connection, read_settings(connection).language)
        author = text.author_id and get_organizer(connection, database.vault, text.author_id)
        return CurrentText(
            text.language,
            text.version,
            text.created_at,
            author.name if author else None,
            cost_text(connection, text.body),
        )


def cost_text(connection: Connection, body: str) -> TextCost:
    """What a reply saying `body` would cost now."""
    settings = read_settings(connection)
    price = read_prices(connection, settings.currency).get(settings.home_country)
    size = measure(body)
    return TextCost(
        body=body,
        size=size,
        costly=costly_characters(body),
        country=settings.home_country,
        micros=None if price is None else price * size.segments,
        currency=settings.currency,
    )
