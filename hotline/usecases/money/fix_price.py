"""Fix the price of a segment to a country by hand, or leave it to the provider again.

Below the provider's list it asks once more: too little would be set aside. Twice: the second finds
the price as it is.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from hotline.domain.acts import Act
from hotline.domain.errors import RefusedError, RejectedError
from hotline.domain.facts import Facts
from hotline.domain.people import Organizer
from hotline.domain.prices import CountryPrice
from hotline.domain.reasons import Reason
from hotline.domain.refusals import Refusal
from hotline.domain.settings import HotlineSettings
from hotline.store import prices
from hotline.store.database import Database
from hotline.store.owed_replies import release_held
from hotline.store.proposals import add_proposal
from hotline.store.settings import read_settings
from hotline.usecases.acts.record_act import record_act, require_organizer


@dataclass(frozen=True)
class PriceProposal(Facts):
    """To count a segment to a country as less than the list says; None: as the list says."""

    country: str
    micros: int | None


@dataclass(frozen=True)
class PriceFacts(PriceProposal):
    """What a segment to a country counts as from now on."""

    currency: str


@dataclass(frozen=True)
class PriceQuestion:
    """The price is below the list: too little would be set aside."""

    proposal_id: int
    country: str
    micros: int
    listed_micros: int
    currency: str


@dataclass(frozen=True)
class PriceFixed:
    """What a segment counts as from now on; `micros` None: as the provider lists it."""

    country: str
    micros: int | None
    currency: str


def fix_price(
    actor: Organizer, country: str, micros: int | None, *, database: Database, now: datetime
) -> PriceFixed | PriceQuestion:
    """Raises RejectedError("not_our_country" | "price_of_nothing") or
    RefusedError("price_unchanged").
    """
    require_organizer(actor)
    if micros == 0:
        # It would pass under any cap.
        raise RejectedError(Refusal.PRICE_OF_NOTHING)
    with database.transaction() as connection:
        settings = read_settings(connection, for_update=True)
        known = _known_price(connection, settings, country)
        if known.fixed_micros == micros:
            raise RefusedError(Refusal.PRICE_UNCHANGED)
        if micros is not None and micros < (known.listed_micros or 0):
            facts = PriceProposal(country, micros)
            proposal_id = add_proposal(connection, actor.id, Act.FIX_PRICE, facts, now)
            listed = known.listed_micros or 0
            return PriceQuestion(proposal_id, country, micros, listed, settings.currency)
        return put_fixed_price(connection, actor, country, micros, now)


def put_fixed_price(
    connection: Connection, actor: Organizer, country: str, micros: int | None, now: datetime
) -> PriceFixed:
    """Fix it, inside the caller's transaction. What waited for a price is planned again."""
    currency = read_settings(connection).currency
    prices.fix_price(connection, country, micros, organizer_id=actor.id, now=now)
    if micros is not None:
        release_held(connection, (Reason.PRICE_UNKNOWN,), now, country=country)
    facts = PriceFacts(country, micros, currency)
    record_act(connection, Act.FIX_PRICE, actor, now=now, facts=facts)
    return PriceFixed(country, micros, currency)


def _known_price(connection: Connection, settings: HotlineSettings, country: str) -> CountryPrice:
    for one in prices.list_country_prices(connection, settings):
        if one.country == country:
            return one
    raise RejectedError(Refusal.NOT_OUR_COUNTRY, countries=", ".join(sorted(settings.countries)))
