"""A language's text can be removed: its countries get another one, and there always is one."""

from datetime import timedelta

import pytest

from hotline.domain.modes import Mode
from hotline.store.settings import change_settings
from hotline.usecases.acts.request_approval import Asked
from hotline.usecases.proposals.approve_proposal import approve_proposal
from hotline.usecases.proposals.confirm_proposal import confirm_proposal
from hotline.usecases.proposals.undo_act import undo_act
from hotline.usecases.replies.send_reply import send_reply
from hotline.usecases.reply_texts.confirm_draft import confirm_draft
from hotline.usecases.reply_texts.draft_reply_text import draft_reply_text
from hotline.usecases.reply_texts.remove_text import remove_text
from hotline.usecases.reply_texts.reuse_text import reuse_text
from hotline.usecases.reply_texts.show_reply_text import show_reply_text, show_version
from hotline.usecases.setup.change_hotline_language import change_hotline_language
from hotline.usecases.setup.set_up import set_up
from tests.support.inbounds import a_text, receive
from tests.support.refusals import refused


@pytest.fixture
def english(database):
    """The hotline's own language is English; its countries speak French."""
    with database.transaction() as connection:
        change_settings(connection, language="en", countries=["FR", "BE"])


def remove(actor, language, database, now):
    question = remove_text(actor, language, database=database, now=now)
    return confirm_proposal(actor, question.proposal_id, database=database, now=now)


def test_its_readers_get_another_one_from_then_on(
    database, phone, gateway, origin, alice, english, now
):
    receive(database, a_text(now))
    question = remove_text(alice, "fr", database=database, now=now)
    assert question.countries == ["BE", "FR"]
    assert question.instead == {"en": ["BE", "FR"]}
    assert show_reply_text(database=database, now=now).language == "fr"

    done = confirm_proposal(alice, question.proposal_id, database=database, now=now)

    assert done.instead == {"en": ["BE", "FR"]}
    due = now + timedelta(hours=1)
    send_reply(1, database=database, gateway=gateway, origin=origin, now=due)
    assert phone.messages[-1].body.startswith("Hello.")
    assert show_reply_text(database=database, now=now).cost.countries == ["BE", "FR"]


def test_the_text_on_which_all_others_rely_stays(database, alice, now):
    refused("text_is_needed", remove_text, alice, "fr", database=database, now=now)
    question = remove_text(alice, "en", database=database, now=now)
    change_hotline_language(alice, "en", database=database, now=now)

    refused(
        "text_is_needed",
        confirm_proposal, alice, question.proposal_id, database=database, now=now,
    )  # fmt: skip


def test_what_is_removed_is_no_language_of_the_hotlines(database, alice, now):
    remove(alice, "en", database, now)

    refused("no_such_text", change_hotline_language, alice, "en", database=database, now=now)
    refused("no_such_text", remove_text, alice, "en", database=database, now=now)


def test_a_removal_is_undone_unless_there_is_a_newer_text(database, alice, bruno, english, now):
    first = remove(alice, "fr", database, now)
    undo_act(bruno, first.audit_id, database=database, now=now)
    assert show_reply_text(database=database, now=now).language == "fr"
    refused("overtaken", undo_act, bruno, first.audit_id, database=database, now=now)

    second = remove(alice, "fr", database, now)
    draft = draft_reply_text(bruno, "Non.", language="fr", database=database, now=now)
    confirm_draft(bruno, draft.draft_id, database=database, now=now)
    facts = refused("overtaken", undo_act, alice, second.audit_id, database=database, now=now)
    assert facts["organizer_id"] == bruno.id


def test_what_was_changed_meanwhile_is_not_removed_unseen(database, alice, bruno, english, now):
    question = remove_text(alice, "fr", database=database, now=now)
    draft = draft_reply_text(bruno, "Non.", language="fr", database=database, now=now)
    confirm_draft(bruno, draft.draft_id, database=database, now=now)

    refused("overtaken", confirm_proposal, alice, question.proposal_id, database=database, now=now)


def test_a_draft_from_before_the_removal_is_overtaken(database, alice, bruno, english, now):
    draft = draft_reply_text(alice, "Non.", language="fr", database=database, now=now)
    remove(bruno, "fr", database, now)

    facts = refused(
        "text_overtaken", confirm_draft, alice, draft.draft_id, database=database, now=now
    )
    assert facts["organizer_id"] == bruno.id


def test_an_earlier_version_comes_back_later_by_its_history(database, alice, english, now):
    remove(alice, "fr", database, now)
    assert show_version("fr", 1, database=database).now.removed_at == now

    again = reuse_text(alice, "fr", 1, database=database, now=now)
    confirm_draft(alice, again.draft_id, database=database, now=now)

    shown = show_reply_text(database=database, now=now)
    assert (shown.language, shown.version) == ("fr", 2)


def test_a_new_start_of_the_hotline_does_not_bring_it_back(hotline, database, alice, now):
    remove(alice, "en", database, now)

    settings = hotline.settings
    set_up(settings.first, settings.owner_telegram_ids, database=database, now=now)

    refused("no_such_text", show_reply_text, language="en", database=database, now=now)


def test_in_a_raid_it_takes_two(database, alice, bruno, english, now):
    with database.transaction() as connection:
        change_settings(connection, mode=Mode.GUARDED, guard_since=now, two_people=[])

    asked = remove(alice, "fr", database, now)
    assert isinstance(asked, Asked)
    assert show_reply_text(database=database, now=now).language == "fr"

    approve_proposal(bruno, asked.proposal_id, database=database, now=now)
    assert show_reply_text(database=database, now=now).language == "en"
