"""Owners choose the language of replies to a country that has several."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from hotline.domain.errors import RefusedError
from hotline.domain.modes import Mode
from hotline.domain.roles import Role
from hotline.store.organizers import change_organizer
from hotline.store.prices import put_price
from hotline.store.settings import change_settings
from hotline.usecases.acts.request_approval import Asked
from hotline.usecases.proposals.approve_proposal import approve_proposal
from hotline.usecases.proposals.undo_act import undo_act
from hotline.usecases.replies.send_reply import send_reply
from hotline.usecases.reply_texts.confirm_draft import confirm_draft
from hotline.usecases.reply_texts.draft_reply_text import draft_reply_text
from hotline.usecases.setup.change_hotline_language import (
    change_hotline_language,
    read_hotline_language,
)
from hotline.usecases.setup.choose_language import (
    CountryLanguages,
    LanguageChosen,
    choose_language,
    show_languages,
)
from tests.support.inbounds import a_text, receive
from tests.support.refusals import refused

BELGIAN = "+32470123456"
DUTCH = ("fr", "nl", "de")


@pytest.fixture(autouse=True)
def countries(database, now):
    with database.transaction() as connection:
        change_settings(connection, countries=["FR", "BE"])
        put_price(connection, "BE", "EUR", 70_000, now)


def write(actor, text, language, database, now):
    draft = draft_reply_text(actor, text, language=language, database=database, now=now)
    confirm_draft(actor, draft.draft_id, even_unread=True, database=database, now=now)


def test_senders_of_that_country_get_it_from_then_on(database, phone, gateway, origin, alice, now):
    receive(database, a_text(now, BELGIAN))
    write(alice, "Nee is nee.", "nl", database, now)

    done = choose_language(alice, "BE", "nl", database=database, now=now)

    assert done == LanguageChosen(done.audit_id, "BE", "nl", "nl")
    send_reply(1, database=database, gateway=gateway, origin=origin, now=now + timedelta(hours=1))
    assert phone.messages[-1].body == "Nee is nee."


def test_a_choice_without_a_text_waits_for_one(database, alice, now):
    done = choose_language(alice, "BE", "nl", database=database, now=now)
    assert done.gets == "fr"
    assert show_languages(database=database).countries == [
        CountryLanguages("BE", DUTCH, "nl", "fr")
    ]

    draft = draft_reply_text(alice, "Nee is nee.", language="nl", database=database, now=now)
    assert draft.cost.countries == ["BE"]
    confirm_draft(alice, draft.draft_id, database=database, now=now)

    assert show_languages(database=database).countries == [
        CountryLanguages("BE", DUTCH, "nl", "nl")
    ]


@pytest.mark.parametrize(
    ("country", "language", "code"),
    [
        pytest.param("BE", "fr", "language_unchanged", id="as it is"),
        pytest.param("BE", "it", "nothing_there", id="not spoken there"),
        pytest.param("CH", "de", "nothing_there", id="not ours"),
        pytest.param("", "", "nothing_there", id="forged"),
    ],
)
def test_what_cannot_be_chosen(database, alice, now, country, language, code):
    refused(code, choose_language, alice, country, language, database=database, now=now)


def test_only_owners_choose(database, alice, bruno, now):
    with database.transaction() as connection:
        change_organizer(connection, bruno.id, role=Role.ORGANIZER)

    refused("owners_only", choose_language, bruno, "BE", "nl", database=database, now=now)


def test_a_choice_is_undone_unless_somebody_chose_since(database, alice, bruno, now):
    first = choose_language(alice, "BE", "nl", database=database, now=now)
    undo_act(alice, first.audit_id, database=database, now=now)
    assert show_languages(database=database).countries[0].chosen == "fr"

    again = choose_language(alice, "BE", "nl", database=database, now=now)
    choose_language(bruno, "BE", "de", database=database, now=now)
    facts = refused("overtaken", undo_act, alice, again.audit_id, database=database, now=now)
    assert facts["organizer_id"] == bruno.id


def test_of_two_at_once_one_chooses(database, alice, bruno, now):
    def choose(actor):
        try:
            choose_language(actor, "BE", "nl", database=database, now=now)
        except RefusedError as error:
            return error.code
        return "done"

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(choose, (alice, bruno))) == ["done", "language_unchanged"]


def test_in_a_raid_it_takes_two(database, alice, bruno, now):
    with database.transaction() as connection:
        change_settings(connection, mode=Mode.GUARDED, guard_since=now, two_people=[])

    asked = choose_language(alice, "BE", "nl", database=database, now=now)
    assert isinstance(asked, Asked)
    assert show_languages(database=database).countries[0].chosen == "fr"

    approve_proposal(bruno, asked.proposal_id, database=database, now=now)
    assert show_languages(database=database).countries[0].chosen == "nl"
    refused("needs_two", change_hotline_language, alice, "en", database=database, now=now)


def test_the_language_of_all_others_is_changed_and_undone(database, alice, bruno, now):
    found = show_languages(database=database)
    assert (found.own, found.offered) == ("fr", ["en"])

    done = change_hotline_language(alice, "en", database=database, now=now)
    assert read_hotline_language(database=database) == "en"
    refused("language_unchanged", change_hotline_language, alice, "en", database=database, now=now)
    undo_act(bruno, done.audit_id, database=database, now=now)

    assert read_hotline_language(database=database) == "fr"
