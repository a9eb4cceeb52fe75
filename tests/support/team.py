"""Coming into the team, and being recognised."""

from dataclasses import replace
from datetime import datetime

from hotline.domain.people import Organizer
from hotline.domain.roles import Role
from hotline.store.database import Database
from hotline.usecases.proposals.approve_proposal import approve_proposal
from hotline.usecases.team.invite import invite
from hotline.usecases.team.join_team import join_team
from hotline.usecases.team.recognise_organizer import recognise_organizer
from tests.support.cast import CLARA


def join(
    token: str, database: Database, now: datetime, person: int = CLARA, name: str = "Clara"
) -> Organizer | None:
    return join_team(token, person, name=name, language="fr", database=database, now=now)


def recognised(person: int, database: Database, now: datetime) -> bool:
    found = recognise_organizer(person, name="X", language=None, database=database, now=now)
    return found is not None


def come_in(
    inviter: Organizer,
    role: Role,
    second: Organizer,
    database: Database,
    now: datetime,
    person: int = CLARA,
    name: str = "Clara",
) -> Organizer:
    """Somebody is invited and comes in, and where two must agree to it, `second` does."""
    token = invite(inviter, role, database=database, now=now).token
    joined = join(token, database, now, person, name)
    assert joined is not None
    if joined.role is not role:
        with database.transaction() as connection:
            query = "SELECT max(id) FROM proposals WHERE status = 'asked'"
            asked = connection.exec_driver_sql(query).scalar_one()
        approve_proposal(second, asked, database=database, now=now)
    return replace(joined, role=role)
