"""Coming into the team, and being recognised."""

from datetime import datetime

from hotline.domain.people import Organizer
from hotline.store.database import Database
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
