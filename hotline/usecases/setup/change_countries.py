"""Change the countries that replies may go to, the home country first.

Replies that are already planned still leave. New inbounds are judged by the new list.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection

from hotline.domain.acts import Act
from hotline.domain.errors import RefusedError, RejectedError
from hotline.domain.facts import Facts, kept_as
from hotline.domain.numbers import is_country
from hotline.domain.people import Organizer
from hotline.domain.refusals import Refusal
from hotline.domain.roles import Role
from hotline.store.audit import last_act_facts
from hotline.store.database import Database
from hotline.store.heartbeats import forget_beat
from hotline.store.settings import change_settings, read_countries
from hotline.usecases.acts.record_act import record_act
from hotline.usecases.acts.require_role import require_role
from hotline.usecases.money.refresh_prices import PRICES

MOST = 30


@dataclass(frozen=True)
class CountriesFacts(Facts):
    """The list before and after, the home country first."""

    before: tuple[str, ...] = field(metadata=kept_as("from"))
    countries: tuple[str, ...]


@dataclass(frozen=True)
class CountriesChanged:
    """The list as it is now."""

    audit_id: int
    countries: list[str]


def show_countries(*, database: Database) -> list[str]:
    """Show the list of two-letter codes, the home country first."""
    with database.transaction() as connection:
        return read_countries(connection)


def change_countries(
    actor: Organizer, countries: Sequence[str], *, database: Database, now: datetime
) -> CountriesChanged:
    """Change the countries that replies may go to.

    Args:
        countries: two-letter codes, at most 30, the home country first; duplicates are ignored.

    Raises:
        RejectedError: not_countries
        RefusedError: owners_only, countries_unchanged
    """
    with database.transaction() as connection:
        require_role(connection, actor, Role.OWNER)
        seen = read_countries(connection)
        return set_countries(connection, actor, countries, seen=seen, now=now)


def set_countries(
    connection: Connection,
    actor: Organizer,
    countries: Sequence[str],
    *,
    seen: Sequence[str],
    now: datetime,
) -> CountriesChanged:
    """Set the list inside the caller's transaction, if it still equals `seen`.

    Raises RejectedError("not_countries") or
    RefusedError("owners_only" | "overtaken" | "countries_unchanged").
    """
    wanted = list(dict.fromkeys(countries))
    if not wanted or len(wanted) > MOST or not all(is_country(one) for one in wanted):
        raise RejectedError(Refusal.NOT_COUNTRIES, most=MOST)
    require_role(connection, actor, Role.OWNER)
    before = read_countries(connection)
    if before != list(seen):
        faster = last_act_facts(connection, [Act.CHANGE_COUNTRIES])
        raise RefusedError(Refusal.OVERTAKEN, **faster)
    if before == wanted:
        raise RefusedError(Refusal.COUNTRIES_UNCHANGED)
    change_settings(connection, countries=wanted)
    # The next refresh of prices runs at once and covers the new countries.
    forget_beat(connection, PRICES)
    facts = CountriesFacts(tuple(before), tuple(wanted))
    audit_id = record_act(connection, Act.CHANGE_COUNTRIES, actor, now=now, facts=facts)
    return CountriesChanged(audit_id, wanted)
