"""Fix the price of a segment to a country by hand, or leave it to the provider again."""

from datetime import datetime

from hotline.domain.acts import Act
from hotline.domain.errors import RejectedError
from hotline.domain.people import Organizer
from hotline.domain.reasons import Reason
from hotline.store import prices
from hotline.store.database import Database
from hotline.store.replies import release_held
from hotline.store.settings import read_settings
from hotline.usecases.record_act import record_act, require_organizer


def fix_price(
    actor: Organizer, country: str, micros: int | None, *, database: Database, now: datetime
) -> str:
    """The currency. What waited for this price is planned again. Raises RejectedError."""
    require_organizer(actor)
    if micros == 0:
        # It would pass under any cap.
        raise RejectedError("not_an_amount")
    with database.transaction() as connection:
        settings = read_settings(connection, for_update=True)
        if country not in settings.countries:
            raise RejectedError("not_our_country", countries=", ".join(sorted(settings.countries)))
        prices.fix_price(connection, country, micros, organizer_id=actor.id, now=now)
        if micros is not None:
            release_held(connection, (Reason.PRICE_UNKNOWN,), now, country=country)
        facts = {"country": country, "micros": micros, "currency": settings.currency}
        record_act(connection, Act.FIX_PRICE, actor, now=now, facts=facts)
        return settings.currency
