"""Queries on the settings: one row."""

from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, Row, select, update
from sqlalchemy.dialects.postgresql import insert

from hotline.domain.approvals import Shared
from hotline.domain.modes import Mode
from hotline.domain.money import Budget
from hotline.domain.settings import Halt, HotlineSettings, OnCall
from hotline.store.tables import settings

# Built once, because every decision begins with one of them.
_READ = select(settings)
_READ_LOCKED = _READ.with_for_update()
_READ_SHARED = _READ.with_for_update(read=True)


class NotSetUpError(Exception):
    """The settings row is missing: `python -m hotline migrate` has not run yet."""


def read_settings(
    connection: Connection, *, for_update: bool = False, for_share: bool = False
) -> HotlineSettings:
    """The settings. `for_update`: lock, to change the mode. `for_share`: it must not change.

    Both locks last until the commit. Raises NotSetUpError.
    """
    query = _READ_LOCKED if for_update else _READ_SHARED if for_share else _READ
    row = connection.execute(query).one_or_none()
    if row is None:
        raise NotSetUpError
    return settings_from(row)


def settings_from(row: Row[Any]) -> HotlineSettings:
    """The settings from a row that has all of their columns."""
    days = row.repeat_after_days
    return HotlineSettings(
        mode=Mode(row.mode),
        mode_version=row.mode_version,
        mode_until=row.mode_until,
        delay=timedelta(seconds=row.delay_seconds),
        expiry=timedelta(seconds=row.expiry_seconds),
        repeat_after=None if days is None else timedelta(days=days),
        countries=frozenset(row.countries),
        home_country=row.countries[0],
        currency=row.currency,
        budget=Budget(row.daily_budget_micros, row.total_budget_micros),
        margin_percent=row.margin_percent,
        dearest_reply_micros=row.dearest_reply_micros,
        inbound_warning_micros=row.inbound_warning_micros,
        language=row.language,
        timezone=row.timezone,
        halt=Halt(row.halt_code, row.halt_until, row.halt_trial_id, row.halt_by_report)
        if row.halt_code
        else None,
        guard_since=row.guard_since,
        guard_hour_micros=row.guard_hour_micros,
        remind_after=timedelta(seconds=row.remind_after_seconds),
        elsewhere_after=timedelta(seconds=row.elsewhere_after_seconds),
        louder_after=timedelta(seconds=row.louder_after_seconds),
        inbound_cap_micros=row.inbound_cap_micros,
        on_call=OnCall(row.on_call_id, row.on_call_until) if row.on_call_id else None,
        two_people=frozenset(Shared(one) for one in row.two_people),
        ask_sent_since=row.ask_sent_since,
        country_languages=row.country_languages,
    )


def read_countries(connection: Connection) -> list[str]:
    """The countries that replies may go to, the home country first."""
    found: list[str] = connection.execute(select(settings.c.countries)).scalar_one()
    return found


def read_first_step(connection: Connection) -> str | None:
    """Where the owners are in the first steps; None: they have finished them."""
    found: str | None = connection.execute(select(settings.c.first_step)).scalar_one()
    return found


def add_settings_if_missing(connection: Connection, values: dict[str, object]) -> bool:
    """Add the first settings. **Idempotent:** if there are settings already, False."""
    statement = insert(settings).values(id=1, **values).on_conflict_do_nothing()
    return connection.execute(statement.returning(settings.c.id)).first() is not None


def change_settings(connection: Connection, **values: object) -> None:
    """Set columns of the settings. A change of `mode` also increments `mode_version`."""
    if "mode" in values:
        values["mode_version"] = settings.c.mode_version + 1
    connection.execute(update(settings).values(**values))
