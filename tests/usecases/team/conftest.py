"""A third person on the team."""

import pytest

from hotline.domain.roles import Role
from hotline.usecases.team.invite import invite
from tests.support.team import join


@pytest.fixture
def clara(database, alice, now):
    invited = invite(alice, Role.ORGANIZER, database=database, now=now)
    return join(invited.token, database, now)
