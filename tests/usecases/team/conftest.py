"""A third person on the team."""

import pytest

from hotline.domain.roles import Role
from tests.support.team import come_in


@pytest.fixture
def clara(database, alice, bruno, now):
    return come_in(alice, Role.ORGANIZER, bruno, database, now)
