"""The world of a replay: its own PostgreSQL, a phone network, a hotline on its first day."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from hotline.settings import FirstValues, database_url
from hotline.store.database import Database
from hotline.store.engine import make_engine
from hotline.store.migrate import migrate
from hotline.store.prices import put_price
from hotline.store.settings import change_settings
from hotline.usecases.setup.set_up import set_up
from hotline.vault import Vault
from simulator.box.throwaway import throwaway_postgres
from simulator.replay.cards import Cards, cards
from simulator.replay.phones import phones
from simulator.replay.sender import Sender, sender

LINE = "+33644600000"
COUNTRIES = ("FR", "BE", "CH", "LU", "MC")
TIMEZONE = "Europe/Paris"
_OWNER = 1
# Saves time: no one reads the activity of this server.
_UNWATCHED = "track_activities = off"
_KEYS = ["replay-" + "0" * 32]


@dataclass(frozen=True)
class World:
    """The parts that the loop of a replay works with."""

    database: Database
    sender: Sender
    cards: Cards
    lines: frozenset[str]


@contextmanager
def make_world(*, day_micros: int, price_micros: int, now: datetime) -> Iterator[World]:
    """A new hotline without any text yet, whose replies cost `price_micros` each."""
    with throwaway_postgres("anti-relou-replay-", _UNWATCHED) as url, phones(LINE) as phone_url:
        engine = make_engine(database_url(url), process="replay")
        migrate(engine)
        database = Database(engine, Vault(_KEYS))
        _first_day(database, day_micros=day_micros, price_micros=price_micros, now=now)
        try:
            with sender(url, phone_url, _KEYS) as worker, cards(url, _KEYS) as bot:
                yield World(database, worker, bot, frozenset({LINE}))
        finally:
            engine.dispose()


def _first_day(database: Database, *, day_micros: int, price_micros: int, now: datetime) -> None:
    first = FirstValues(
        delay_seconds=3600,
        countries=COUNTRIES,
        currency="EUR",
        daily_budget_micros=day_micros,
        # High enough that only the daily budget matters.
        total_budget_micros=day_micros * 1000,
        language="fr",
        timezone=TIMEZONE,
    )
    set_up(first, [_OWNER], database=database, now=now)
    keep_price_fresh(database, price_micros, now)
    with database.transaction() as connection:
        change_settings(connection, margin_percent=0)


def keep_price_fresh(database: Database, price_micros: int, now: datetime) -> None:
    """Store the same price for every country, as if fetched at `now`."""
    with database.transaction() as connection:
        for country in COUNTRIES:
            put_price(connection, country, "EUR", price_micros, now)
