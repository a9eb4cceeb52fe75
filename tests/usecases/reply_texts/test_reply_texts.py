"""The hotline keeps one text for each language, with variants and earlier versions."""

from datetime import timedelta

import pytest

from hotline.store.prices import put_price
from hotline.store.settings import change_settings
from hotline.usecases.proposals.undo_act import undo_act
from hotline.usecases.replies.look_up_replies import look_up_replies
from hotline.usecases.replies.send_reply import send_reply
from hotline.usecases.reply_texts.confirm_draft import confirm_draft
from hotline.usecases.reply_texts.draft_reply_text import (
    WhichLanguage,
    draft_again,
    draft_reply_text,
    write_reply_text,
)
from hotline.usecases.reply_texts.reuse_text import reuse_text
from hotline.usecases.reply_texts.show_reply_text import (
    show_languages_to_write,
    show_reply_text,
    show_versions,
)
from simulator.faults import Fault
from tests.support.cast import HIM
from tests.support.inbounds import a_text, figures, receive, reply_states
from tests.support.refusals import refused

BRITISH, GERMAN = "+447400123456", "+4915123456789"


@pytest.fixture
def countries(database, now):
    with database.transaction() as connection:
        change_settings(connection, countries=["FR", "GB", "DE"])
        for country in ("GB", "DE"):
            put_price(connection, country, "EUR", 50_000, now)


def keep(actor, text, database, now, language="fr"):
    draft = draft_reply_text(actor, text, language=language, database=database, now=now)
    confirm_draft(actor, draft.draft_id, even_unread=True, database=database, now=now)
    return draft


def test_each_sender_is_answered_in_the_language_of_his_country(
    database, phone, gateway, origin, alice, countries, now
):
    receive(database, *(a_text(now, number) for number in (HIM, BRITISH, GERMAN)))
    keep(alice, "Please stop.", database, now, "en")
    due = now + timedelta(hours=1)
    for reply_id in (1, 2, 3):
        send_reply(reply_id, database=database, gateway=gateway, origin=origin, now=due)

    assert [m.body[:12] for m in phone.messages if m.direction == "outbound-api"] == [
        "Bonjour. Si ", "Please stop.", "Bonjour. Si ",
    ]  # fmt: skip


def test_a_text_in_a_new_language_goes_where_it_is_spoken(database, alice, countries, now):
    preview = keep(alice, "Bitte nicht.", database, now, "de")

    assert preview.before is None
    shown = show_reply_text(language="de", database=database, now=now)
    assert (shown.version, shown.cost.countries) == (1, ["DE"])
    at_home = show_reply_text(database=database, now=now)
    assert (at_home.language, at_home.cost.countries) == ("fr", ["FR"])
    assert at_home.others == {"de": ["DE"], "en": ["GB"]}


def test_of_variants_the_longest_is_counted_on_and_the_drawn_one_paid(
    database, phone, gateway, origin, alice, now
):
    short, long = "Court.", "Long. " * 40
    keep(alice, f"{short}\n---\n{long}", database, now)
    receive(database, *(a_text(now, f"+3361111111{n}") for n in range(8)))
    texts = show_reply_text(database=database, now=now)
    assert (texts.cost.size.segments, texts.cost.micros) == (2, 160_000)
    for reply_id in range(1, 9):
        due = now + timedelta(hours=1)
        send_reply(reply_id, database=database, gateway=gateway, origin=origin, now=due)

    bodies = [m.body for m in phone.messages]
    assert set(bodies) == {short, long.strip()}
    assert figures(database)[0] == sum(80_000 * (1 if b == short else 2) for b in bodies)


def test_a_lost_reply_of_several_variants_is_found_by_the_one_it_said(
    database, phone, gateway, origin, alice, now
):
    keep(alice, "Un.\n---\nDeux.\n---\nTrois.", database, now)
    receive(database, a_text(now))
    phone.faults.add(Fault("cut_after"))
    due = now + timedelta(hours=1)
    send_reply(1, database=database, gateway=gateway, origin=origin, now=due)
    assert reply_states(database) == [("unknown", "no_answer")]

    look_up_replies(database=database, gateway=gateway, now=due + timedelta(minutes=2))

    assert reply_states(database)[0][0] in ("sent", "delivered")


def test_an_earlier_version_is_taken_again_as_a_new_one(database, alice, bruno, now):
    keep(alice, "Deux.", database, now)
    again = reuse_text(bruno, "fr", 1, database=database, now=now)
    confirm_draft(bruno, again.draft_id, database=database, now=now)

    found = show_versions("fr", 0, database=database)
    assert [(v.text.version, v.author) for v in found.versions] == [
        (3, "Bruno"), (2, "Alice"), (1, None),
    ]  # fmt: skip
    assert found.versions[0].text.body == found.versions[2].text.body
    refused("text_unchanged", reuse_text, bruno, "fr", 1, database=database, now=now)
    refused("no_such_text", reuse_text, bruno, "fr", 9, database=database, now=now)


def test_a_text_is_priced_by_the_countries_that_it_goes_to(database, alice, countries, now):
    with database.transaction() as connection:
        put_price(connection, "DE", "EUR", 350_000, now)

    refused(
        "text_too_dear", draft_reply_text, alice, "Non.", language="fr", database=database, now=now
    )
    keep(alice, "Please.", database, now, "en")
    preview = draft_reply_text(alice, "Basta.", language="it", database=database, now=now)
    assert (preview.cost.countries, preview.cost.country) == ([], "FR")


def test_the_text_that_senders_get_is_meant_whatever_the_hotline_speaks(database, alice, now):
    with database.transaction() as connection:
        change_settings(connection, language="en", countries=["FR", "BE"])
    preview = write_reply_text(alice, "Bonjour, non.", database=database, now=now)
    assert preview.language == "fr"
    assert show_reply_text(database=database, now=now).language == "fr"

    with database.transaction() as connection:
        change_settings(connection, language="fr", countries=["GB"])
    assert write_reply_text(alice, "No.", database=database, now=now).language == "en"
    assert show_reply_text(database=database, now=now).language == "en"


def test_where_senders_get_several_languages_the_author_is_asked(database, alice, countries, now):
    asked = write_reply_text(alice, "Non, c'est non.", database=database, now=now)
    assert asked == WhichLanguage(asked.draft_id, {"en": ["GB"], "fr": ["DE", "FR"]})

    for _ in range(2):
        chosen = draft_again(alice, asked.draft_id, language="en", database=database, now=now)
        assert (chosen.language, chosen.cost.countries) == ("en", ["GB"])
    done = confirm_draft(alice, chosen.draft_id, database=database, now=now)

    assert (done.language, done.countries) == ("en", ["GB"])
    in_force = [show_reply_text(language=one, database=database, now=now) for one in ("en", "fr")]
    assert [one.version for one in in_force] == [2, 1]


def test_a_text_that_nobody_gets_is_kept_only_where_that_was_said(database, alice, now):
    draft = draft_reply_text(alice, "Basta.", language="it", database=database, now=now)
    assert (draft.cost.countries, draft.spoken_in) == ([], ["CH"])

    refused("nobody_gets_it", confirm_draft, alice, draft.draft_id, database=database, now=now)
    done = confirm_draft(alice, draft.draft_id, even_unread=True, database=database, now=now)

    assert done.countries == []
    assert show_reply_text(language="it", database=database, now=now).version == 1
    found = show_languages_to_write(database=database)
    assert (list(found.read), found.unread, found.has_choice) == (["fr"], ["en", "it"], True)


def test_undoing_the_first_text_of_a_language_takes_it_away(database, alice, countries, now):
    draft = draft_reply_text(alice, "Bitte nicht.", language="de", database=database, now=now)
    first = confirm_draft(alice, draft.draft_id, database=database, now=now)
    assert first.countries == ["DE"]

    undo_act(alice, first.audit_id, database=database, now=now)

    refused("no_such_text", show_reply_text, language="de", database=database, now=now)
    assert show_reply_text(database=database, now=now).cost.countries == ["DE", "FR"]
    refused("overtaken", undo_act, alice, first.audit_id, database=database, now=now)
    # The next one is the second version, and its undo takes away again.
    draft = draft_reply_text(alice, "Nein.", language="de", database=database, now=now)
    second = confirm_draft(alice, draft.draft_id, database=database, now=now)
    undo_act(alice, second.audit_id, database=database, now=now)
    refused("no_such_text", show_reply_text, language="de", database=database, now=now)
