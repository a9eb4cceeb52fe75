"""Fix the price of a segment to a country by hand, or leave it to the provider again.

A price below the provider's list must be confirmed: too little money would be reserved.
**Idempotent:** a price that is fixed already is refused.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from hotline.domain.acts import Act
from hotline.domain.consents import Consent, Effect
from hotline.domain.errors import RefusedError, RejectedError
from hotline.domain.facts import Facts
from hotline.domain.numbers import is_country
from hotline.domain.people import Organizer
from hotline.domain.prices import CountryPrice, with_margin
from hotline.domain.reasons import Reason
from hotline.domain.refusals import Refusal
from hotline.domain.settings import HotlineSettings
from hotline.store import prices
from hotline.store.database import Database
from hotline.store.owed_replies import release_held
from hotline.store.proposals import add_proposal
from hotline.store.settings import read_settings
from hotline.usecases.acts.alone_or_ask import alone_or_ask
from hotline.usecases.acts.record_act import record_act, require_organizer
from hotline.usecases.acts.request_approval import Asked


@dataclass(frozen=True)
class PriceProposal(Facts):
    """To count a segment to a country at less than its listed price."""

    country: str
    micros: int | None


@dataclass(frozen=True)
class PriceFacts(PriceProposal):
    """What a segment to a country costs from now on; `micros` None: the listed price."""

    currency: str


@dataclass(frozen=True)
class PriceQuestion:
    """The question: the price is below the list, so too little money would be reserved."""

    proposal_id: int
    country: str
    micros: int
    listed_micros: int
    currency: str


@dataclass(frozen=True)
class PriceFixed:
    """What a segment costs from now on; `micros` None: the provider's listed price."""

    country: str
    micros: int | None
    currency: str


def fix_price(
    actor: Organizer, country: str, micros: int | None, *, database: Database, now: datetime
) -> PriceFixed | PriceQuestion | Asked:
    """Fix a country's price, or ask to confirm it if it is below the list.

    Args:
        country: an ISO 3166 code of two letters, in capitals; one of the hotline's countries.
        micros: the price of one segment, not 0; None: the provider's price counts again.

    Returns:
        PriceFixed if it is done; PriceQuestion if it is to be confirmed; Asked if a second person
        must agree first.

    Raises:
        RejectedError: price_of_nothing, no_such_country, not_our_country
        RefusedError: not_allowed, price_unchanged
    """
    require_organizer(actor)
    if micros == 0:
        # Replies at a price of nothing would pass under any cap.
        raise RejectedError(Refusal.PRICE_OF_NOTHING)
    if not is_country(country):
        raise RejectedError(Refusal.NO_SUCH_COUNTRY, country=country)
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
        return alone_or_ask(
            connection,
            actor,
            Act.FIX_PRICE,
            PriceProposal(country, micros),
            now=now,
            do=lambda consent: put_fixed_price(connection, consent, country, micros, now),
        )


def put_fixed_price(
    connection: Connection,
    consent: Consent,
    country: str,
    micros: int | None,
    now: datetime,
) -> PriceFixed:
    """Fix it, inside the caller's transaction.

    Replies held for want of a price are planned, if the consent covers a release too.

    A lower price than now, or one that no list confirms, lets more be spent under the same cap.
    Raises RefusedError("needs_two").
    """
    settings = read_settings(connection, for_update=True)
    known = _known_price(connection, settings, country)
    if _lets_more_be_spent(known, micros, settings.margin_percent):
        consent.require(Effect.RAISE)
    currency = settings.currency
    prices.fix_price(connection, country, micros, organizer_id=consent.author.id, now=now)
    if micros is not None and consent.covers(Effect.RELEASE):
        release_held(connection, (Reason.PRICE_UNKNOWN,), now, consent=consent, country=country)
    facts = PriceFacts(country, micros, currency)
    record_act(connection, Act.FIX_PRICE, consent.actor, now=now, facts=facts)
    return PriceFixed(country, micros, currency)


def _lets_more_be_spent(known: CountryPrice, micros: int | None, margin_percent: int) -> bool:
    """Whether less is reserved for a reply than now: a fixed price has no margin."""
    listed = known.listed_micros
    by_list = None if listed is None else with_margin(listed, margin_percent)
    if micros is None:
        # Without a list nothing is sent: that lets less be spent.
        return by_list is not None and by_list < (known.fixed_micros or 0)
    before = known.fixed_micros or by_list
    return before is None or micros < before or micros < (listed or 0)


def _known_price(connection: Connection, settings: HotlineSettings, country: str) -> CountryPrice:
    for one in prices.list_country_prices(connection, settings):
        if one.country == country:
            return one
    asked, ours = [country], sorted(settings.countries)
    raise RejectedError(Refusal.NOT_OUR_COUNTRY, country=asked, countries=ours)
