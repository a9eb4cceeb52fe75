"""An organizer changes their own language, and nobody else hears of it."""

from hotline.usecases.team.change_organizer_language import change_organizer_language
from tests.support.records import audited, told


def test_a_language_is_audited_and_nobodys_business(database, alice, now):
    change_organizer_language(alice, "fr", database=database, now=now)

    assert audited(database) == ["change_language"]
    assert told(database) == []
