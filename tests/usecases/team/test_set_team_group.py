"""The store hides the group's id."""

from hotline.usecases.setup.rotate_secrets import rotate_secrets
from hotline.usecases.team.set_team_group import is_team_group, set_team_group
from tests.support.inbounds import rows


def test_the_groups_id_is_hidden_and_rotated(database, alice, now):
    set_team_group(alice, -100_123_456, database=database, now=now)

    (row,) = rows(database, "SELECT * FROM team_group")
    assert "100123456" not in str(row)
    rotate_secrets(database=database)
    assert is_team_group(-100_123_456, database=database)
    assert not is_team_group(-4, database=database)
