"""What a reply text costs: its size, who gets it, and what a reply with it costs there."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from hotline.domain.reply_texts import variants_of
from hotline.domain.segments import (
    CostlyCharacter,
    Size,
    costly_characters,
    measure,
    without_costly,
)
from hotline.store.prices import read_prices
from hotline.store.reply_texts import texts_in_force
from hotline.store.settings import read_settings


@dataclass(frozen=True)
class TextCost:
    """The size of a text, and what a reply costs. Of several variants, the longest counts.

    `micros`: the price to `country` (None: not known). `dearest_micros`: the price to
    `dearest_country`, the dearest country that gets this text (None: no price is known).
    `most_micros`: what a reply may cost. `countries`: those that get this text; may be empty.
    `plain_segments`, `plain_micros`: without the costly characters; the price is to `country`.
    """

    variants: list[str]
    size: Size
    costly: list[CostlyCharacter]
    country: str
    micros: int | None
    dearest_micros: int | None
    dearest_country: str
    most_micros: int
    currency: str
    countries: list[str]
    plain_segments: int
    plain_micros: int | None


def cost_text(connection: Connection, body: str, language: str, now: datetime) -> TextCost:
    """Measure `body`, and price a reply with it to the countries that would get it."""
    settings = read_settings(connection)
    prices = read_prices(connection, settings, now)
    variants = variants_of(body)
    size = max(map(measure, variants), key=lambda one: (one.segments, one.units))
    plain = max(measure(without_costly(one)).segments for one in variants)
    goes_to = texts_in_force(connection, settings).readers(language, settings.countries)
    counted = goes_to or [settings.home_country]
    costs = {one: prices.estimate(one, size.segments) or 0 for one in counted}
    dearest = max(sorted(costs), key=lambda country: costs[country])
    country = settings.home_country if settings.home_country in costs else dearest
    return TextCost(
        variants=variants,
        size=size,
        costly=costly_characters(body),
        country=country,
        micros=prices.estimate(country, size.segments),
        dearest_micros=costs[dearest] or None,
        dearest_country=dearest,
        most_micros=settings.dearest_reply_micros,
        currency=settings.currency,
        countries=goes_to,
        plain_segments=plain,
        plain_micros=prices.estimate(country, plain),
    )
