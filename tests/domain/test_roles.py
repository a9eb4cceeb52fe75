"""A role says what a person may do."""

from hotline.domain.roles import Role, may


def test_observers_see_organizers_act_owners_do_all():
    assert not may(Role.OBSERVER, Role.ORGANIZER)
    assert may(Role.ORGANIZER, Role.ORGANIZER)
    assert not may(Role.ORGANIZER, Role.OWNER)
    assert may(Role.OWNER, Role.ORGANIZER)
