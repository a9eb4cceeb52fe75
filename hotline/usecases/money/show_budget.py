"""Show the money: spent, owed and left, today and in all, by day, and how long it will last."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from hotline.domain.days import day_of
from hotline.domain.money import Cap, Figures, days_of_life, left_micros
from hotline.domain.prices import CountryPrice
from hotline.domain.replies import ReplyStatus
from hotline.domain.settings import HotlineSettings
from hotline.store.database import Database
from hotline.store.errands import UnpluggedLine, read_unplugged
from hotline.store.ledger import latest_funds, read_days, read_figures
from hotline.store.owed_replies import count_unfinished
from hotline.store.prices import list_country_prices
from hotline.store.reply_lookups import count_unpriced
from hotline.store.settings import read_settings
from hotline.usecases.money.price_replies import Backlogged, price_held, price_replies

_DAYS_SHOWN = 14
_PACE_OF_DAYS = 7
_FUNDS_SHOWN = 3


@dataclass(frozen=True)
class Money:
    """The money. `days`: the last two weeks, the oldest first. `held`: what the budget holds.

    `days_of_life` None: nothing was spent in the last week. `unpriced`: how many replies left whose
    final price is not known yet. `funds`: (day, micros, note), the newest first.
    """

    settings: HotlineSettings
    day: Figures
    total: Figures
    planned: Backlogged
    held: Backlogged
    days: list[tuple[date, Figures]]
    days_of_life: int | None
    unpriced: int
    funds: list[tuple[date, int, str | None]]
    prices: list[CountryPrice]
    unplugged: list[UnpluggedLine]

    @property
    def left_today_micros(self) -> int:
        """What may still be spent today, under both caps."""
        return left_micros(self.settings.budget, day=self.day, total=self.total)

    @property
    def held_that_fit(self) -> int:
        """How many of the held replies the budget is enough for now, at their average cost."""
        if not self.held.micros:
            return 0
        return min(
            self.held.replies, self.left_today_micros * self.held.replies // self.held.micros
        )

    @property
    def used_up(self) -> Cap | None:
        """The cap under which nothing is left, or too little for what is held; None: neither."""
        if self.left_today_micros and self.held_that_fit >= self.held.replies:
            return None
        left_of_day = self.settings.budget.day_micros - self.day.bound_micros
        return Cap.TOTAL if self.left_in_all_micros < left_of_day else Cap.DAY

    @property
    def left_in_all_micros(self) -> int:
        """What may still be spent under the total cap."""
        return max(0, self.settings.budget.total_micros - self.total.bound_micros)


def show_budget(*, database: Database, now: datetime) -> Money:
    """Read the money's figures. Costs a few indexed queries."""
    with database.transaction() as connection:
        settings = read_settings(connection)
        today = day_of(now, settings.timezone)
        day, total = read_figures(connection, today)
        first = today - timedelta(days=_DAYS_SHOWN - 1)
        found = read_days(connection, first, today)
        days = [first + timedelta(days=n) for n in range(_DAYS_SHOWN)]
        planned = count_unfinished(connection).get(ReplyStatus.PLANNED, {})
        return Money(
            settings=settings,
            day=day,
            total=total,
            planned=price_replies(connection, settings, planned, now),
            held=price_held(connection, settings, now),
            days=[(one, found.get(one, Figures())) for one in days],
            days_of_life=_days_of_life(settings, total, [found.get(one) for one in days]),
            unpriced=count_unpriced(connection),
            funds=latest_funds(connection, database.vault, _FUNDS_SHOWN),
            prices=list_country_prices(connection, settings),
            unplugged=[one for one in read_unplugged(connection) if one.unplugged_at],
        )


def _days_of_life(
    settings: HotlineSettings, total: Figures, days: list[Figures | None]
) -> int | None:
    """For how many days the money lasts at the pace of the last week, or of the days in use.

    What comes in is paid from the same purse, so it counts as well.
    """
    used = next((n for n, day in enumerate(days) if day is not None), len(days))
    week = days[max(used, len(days) - _PACE_OF_DAYS) :]
    spent = [day.spent_micros + day.inbound_micros if day else 0 for day in week]
    return days_of_life(settings.budget.total_micros - total.bound_micros, spent)
