"""Only owners invite, and the store keeps no token."""

from datetime import timedelta

from hotline.domain.roles import Role
from hotline.store.organizers import change_organizer
from hotline.usecases.team.invite import invite, withdraw_invitation
from tests.support.inbounds import rows
from tests.support.refusals import refused
from tests.support.team import join


def test_the_token_is_nowhere_in_the_store(database, alice, now):
    invited = invite(alice, Role.OWNER, database=database, now=now)

    (row,) = rows(database, "SELECT * FROM invitations")
    assert invited.token not in str(row)
    assert invited.token.encode() not in [
        bytes(v) for v in row if isinstance(v, memoryview | bytes)
    ]
    assert invited.token not in str(rows(database, "SELECT facts FROM audit_entries"))
    assert invited.token not in repr(invited)


def test_a_link_ends_after_a_day_or_when_it_is_withdrawn(database, alice, now):
    late = invite(alice, Role.ORGANIZER, database=database, now=now)
    gone = invite(alice, Role.ORGANIZER, database=database, now=now)
    withdraw_invitation(alice, gone.invitation.id, database=database, now=now)

    assert join(late.token, database, now + timedelta(hours=24)) is None
    assert join(gone.token, database, now) is None
    facts = refused(
        "invitation_gone",
        withdraw_invitation,
        alice,
        gone.invitation.id,
        database=database,
        now=now,
    )
    assert facts["organizer_id"] == alice.id


def test_somebody_who_was_an_owner_a_moment_ago_is_none_now(database, alice, bruno, now):
    with database.transaction() as connection:
        change_organizer(connection, bruno.id, role=Role.ORGANIZER)

    refused("owners_only", invite, bruno, Role.OWNER, database=database, now=now)
