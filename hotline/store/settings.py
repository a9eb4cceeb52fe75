"""Queries on the one row of settings."""

from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, Row, select, update
from sqlalchemy.dialects.postgresql import insert

from hotline.domain.approvals import Shared
from hotline.domain.modes import Mode
from hotline.domain.money import Budget
from hotline.domain.settings import Halt, HotlineSettings
from hotline.store.tables import settings

# Made once: everything that is decided begins with one of them.
_READ = select(settings)
_READ_LOCKED = _READ.with_for_update()
_READ_SHARED = _READ.with_for_update(read=True)


class NotSetUpError(Exception):
    """The settings row is missing: `python -m hotline migrate` has not run yet."""


def read_settings(
    connection: Connection, *, for_update: bool = False, for_share: bool = False
) -> HotlineSettings:
    """The settings. `for_update`: to change the mode. `for_share`: it must not change meanwhile."""
    query = _READ_LOCKED if for_update else _READ_SHARED if for_share else _READ
    row = connection.execute(query).one_or_none()
    if row is None:
        raise NotSetUpError
    return settings_from(row)


def settings_from(row: Row[Any]) -> HotlineSettings:
    """Settings from a row that has all their columns."""
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
        two_people=frozenset(Shared(one) for one in row.two_people),
    )


def read_countries(connection: Connection) -> list[str]:
    """Where replies may go, the home country first."""
    found: list[str] = connection.execute(select(settings.c.countries)).scalar_one()
    return found


def read_first_step(connection: Connection) -> str | None:
    """How far the owners have come in the first steps; None: they are done."""
    found: str | None = connection.execute(select(settings.c.first_step)).scalar_one()
    return found


def add_settings_if_missing(connection: Connection, values: dict[str, object]) -> bool:
    """The first values. False, and nothing done, when there are settings already."""
    statement = insert(settings).values(id=1, **values).on_conflict_do_nothing()
    return connection.execute(statement.returning(settings.c.id)).first() is not None


def change_settings(connection: Connection, **values: object) -> None:
    """Set columns. A change of `mode` also counts up `mode_version`."""
    if "mode" in values:
        values["mode_version"] = settings.c.mode_version + 1
    connection.execute(update(settings).values(**values))
