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
    """A text's size, and what a reply costs.

    `micros`: to the home country (None: not known); `dearest_micros`: to `dearest_country`, the
    dearest that we may text; `most_micros`: what a reply may cost.
    """

    body: str
    size: Size
    costly: list[CostlyCharacter]
    country: str
    micros: int | None
    dearest_micros: int | None
    dearest_country: str
    most_micros: int
    currency: str


@dataclass(frozen=True)
class CurrentText:
    """The text in force. `author` None: the hotline's own first version."""

    language: str
    version: int
    created_at: datetime
    author: str | None
    cost: TextCost


def show_reply_text(*, database: Database, now: datetime) -> CurrentText:
    """What replies say now."""
    with database.transaction() as connection:
        text = current_text(connection, read_settings(connection).language)
        author = text.author_id and get_organizer(connection, database.vault, text.author_id)
        return CurrentText(
            text.language,
            text.version,
            text.created_at,
            author.name if author else None,
            cost_text(connection, text.body, now),
        )


def cost_text(connection: Connection, body: str, now: datetime) -> TextCost:
    """What a reply saying `body` would cost now."""
    settings = read_settings(connection)
    prices = read_prices(connection, settings, now)
    size = measure(body)
    costs = {one: prices.estimate(one, size.segments) or 0 for one in settings.countries}
    dearest = max(sorted(costs), key=lambda country: costs[country])
    return TextCost(
        body=body,
        size=size,
        costly=costly_characters(body),
        country=settings.home_country,
        micros=prices.estimate(settings.home_country, size.segments),
        dearest_micros=costs[dearest] or None,
        dearest_country=dearest,
        most_micros=settings.dearest_reply_micros,
        currency=settings.currency,
    )
