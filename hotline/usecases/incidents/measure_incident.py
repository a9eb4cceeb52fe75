"""Measure an incident: who takes part, what is owed, held and spent, and what was saved."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from hotline.domain.incidents import Incident
from hotline.domain.settings import HotlineSettings
from hotline.store.incident_replies import Fates, read_fates
from hotline.store.incidents import Crowd, read_crowd
from hotline.store.settings import read_settings
from hotline.usecases.money.price_replies import Backlogged, Pricing, read_pricing

# For "9 numbers sent 86 %": as many as it takes to reach four fifths, but at most this many.
WORST_SHOWN = 9


@dataclass(frozen=True)
class Measured:
    """`undefended_micros`: what a hotline that answers every text and call would have paid."""

    settings: HotlineSettings
    pricing: Pricing
    crowd: Crowd
    sent: int
    spent_micros: int
    planned: Backlogged
    held: Backlogged
    dropped: Backlogged
    undefended_micros: int

    @property
    def saved_micros(self) -> int:
        """Compared with answering everything. What may still leave is not saved yet."""
        ahead = self.planned.micros + self.held.micros
        return max(0, self.undefended_micros - self.spent_micros - ahead)


def measure_incident(connection: Connection, incident: Incident, now: datetime) -> Measured:
    """Measure the incident with a few indexed queries. The cost grows with its senders."""
    settings = read_settings(connection)
    crowd = read_crowd(connection, incident, worst=WORST_SHOWN)
    fates = read_fates(connection, incident)
    pricing = read_pricing(connection, settings, now)
    return Measured(
        settings=settings,
        pricing=pricing,
        crowd=crowd,
        sent=fates.sent,
        spent_micros=fates.spent_micros,
        planned=pricing.of(fates.planned),
        held=pricing.of(fates.held),
        dropped=pricing.of(fates.dropped),
        undefended_micros=crowd.messages * pricing.one(_country(settings, fates)),
    )


def _country(settings: HotlineSettings, fates: Fates) -> str:
    """The country to which most of its replies are owed."""
    countries: Counter[str] = fates.planned + fates.held + fates.dropped
    return countries.most_common(1)[0][0] if countries else settings.home_country
