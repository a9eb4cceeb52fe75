"""Change to which countries replies may go, the home country first.

What is planned already leaves; what comes in from now on is judged by the new list.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from hotline.domain.acts import Act
from hotline.domain.errors import RefusedError, RejectedError
from hotline.domain.numbers import is_country
from hotline.domain.people import Organizer
from hotline.domain.roles import Role
from hotline.store.database import Database
from hotline.store.heartbeats import forget_beat
from hotline.store.settings import change_settings, read_countries
from hotline.usecases.find_price_work import PRICES
from hotline.usecases.record_act import record_act
from hotline.usecases.require_role import require_role

MOST = 30


@dataclass(frozen=True)
class CountriesChanged:
    """The list as it is now."""

    audit_id: int
    countries: list[str]


def show_countries(*, database: Database) -> list[str]:
    """The list, the home country first."""
    with database.transaction() as connection:
        return read_countries(connection)


def change_countries(
    actor: Organizer, countries: Sequence[str], *, database: Database, now: datetime
) -> CountriesChanged:
    """`countries`: two letters each. Raises RejectedError("not_countries") or
    RefusedError("owners_only" | "countries_unchanged")."""
    wanted = list(dict.fromkeys(countries))
    if not wanted or len(wanted) > MOST or not all(is_country(one) for one in wanted):
        raise RejectedError("not_countries", most=MOST)
    with database.transaction() as connection:
        require_role(connection, actor, Role.OWNER)
        before = read_countries(connection)
        if before == wanted:
            raise RefusedError("countries_unchanged")
        change_settings(connection, countries=wanted)
        # Their prices are asked for at once.
        forget_beat(connection, PRICES)
        facts = {"from": before, "countries": wanted}
        audit_id = record_act(connection, Act.CHANGE_COUNTRIES, actor, now=now, facts=facts)
        return CountriesChanged(audit_id, wanted)
