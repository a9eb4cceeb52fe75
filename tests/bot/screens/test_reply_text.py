"""/reply: the text in force, the preview of a new one, and what makes it dear."""

import pytest

from bot.screens.reply_text import (
    current_text_screen,
    kept_screen,
    languages_screen,
    lapsed_screen,
    preview_screen,
    remove_question_screen,
    removed_screen,
    which_language_screen,
)
from bot.screens.text_weight import bodies, costly_line, weight_line
from hotline.domain.languages import TEXT_LANGUAGES
from hotline.domain.reply_texts import MAX_CHARACTERS, MAX_VARIANTS
from hotline.domain.roles import Role
from hotline.usecases.reply_texts.draft_reply_text import DraftPreview, WhichLanguage
from hotline.usecases.reply_texts.publish_text import TextPublished
from hotline.usecases.reply_texts.remove_text import RemovalQuestion, TextRemoved
from hotline.usecases.reply_texts.show_reply_text import CurrentText, LanguagesToWrite
from tests.support.screens import (
    BOTH,
    EN,
    ESCAPED,
    FR,
    HOSTILE,
    LONG_NAME,
    NOW,
    all_taps,
    check_screen,
    cost,
    label_of,
    labels,
    language,
    read,
    shown,
    taps,
)

TWO = "Respect her choice.\n---\nNo means no."


def current(body="Respect her choice.", **changes):
    return CurrentText(
        **{
            "language": "en",
            "version": 3,
            "created_at": NOW,
            "author": "Alice",
            "cost": cost(body),
            "others": {"fr": ["BE"]},
            "is_own": False,
            **changes,
        }
    )


def preview(body="Respect her.", **changes):
    return DraftPreview(
        **{
            "draft_id": 4,
            "language": "en",
            "cost": cost(body),
            "before": cost(),
            "plainer": None,
            "spoken_in": [],
            **changes,
        }
    )


def text(screen):
    return read(check_screen(screen).text)


def test_what_replies_say():
    screen = current_text_screen(current(), EN, role=Role.OWNER, now=NOW)

    assert text(screen) == (
        "<b>What replies say</b> (version 3, by Alice, 17:00)\n"
        "<blockquote>Respect her choice.</blockquote>\n"
        "1 SMS · GSM-7, 19 units · €0.08 a reply (FR)\n"
        "1,000 replies would cost €80.00.\n"
        "English, for senders from: France.\n"
        "To change it: /reply followed by the new text. You will see it before anything changes."
    )
    assert text(current_text_screen(current(), FR, role=Role.OWNER, now=NOW)) == (
        "<b>Ce que dit la réponse</b> (version 3, par Alice, 17:00)\n"
        "<blockquote>Respect her choice.</blockquote>\n"
        "1 SMS · GSM-7, 19 unités · 0,08 € la réponse (FR)\n"
        "1 000 réponses coûteraient 80,00 €.\n"
        "anglais, pour qui écrit de : France.\n"
        "Pour changer : /reponse suivi du nouveau texte. Vous le verrez avant que rien ne change."
    )


def test_the_text_can_be_changed_looked_back_at_and_tried():
    found = current(others={"fr": ["BE", "FR"], "de": ["AT", "DE", "LI", "LU", "NL", "BE"]})
    screen = current_text_screen(found, EN, role=Role.ORGANIZER, now=NOW)

    assert labels(screen) == [
        ["Change the text", "Earlier texts"],
        ["Send it to me"],
        ["French: Belgium, France"],
        ["German: Austria, Germany, Liechtenstein, Luxembourg +2"],
        ["Other languages"],
        ["Remove this text"],
    ]
    assert taps(screen) == [
        ["ask:reply_en", "versions:en:0"],
        ["ask:handset_en"],
        ["text:fr"],
        ["text:de"],
        ["text:more"],
        ["remove_text:en"],
    ]
    assert [[read(one) for one in row] for row in labels(
        current_text_screen(current(), FR, role=Role.OWNER, now=NOW)
    )] == [
        ["Changer le texte", "Textes précédents"],
        ["Me l'envoyer"],
        ["français : Belgique"],
        ["Autres langues"],
        ["Supprimer ce texte"],
    ]  # fmt: skip


def test_the_hotlines_own_text_is_not_offered_for_removal():
    found = current(is_own=True)

    assert "remove_text:en" not in all_taps(
        current_text_screen(found, EN, role=Role.OWNER, now=NOW)
    )


def test_observers_are_offered_only_what_they_may_do():
    screen = current_text_screen(current(), EN, role=Role.OBSERVER, now=NOW)

    assert all_taps(screen) == ["versions:en:0", "text:fr", "text:more"]
    assert "/reply followed" not in text(screen)
    more = languages_screen(TO_WRITE, EN, role=Role.OBSERVER)
    assert all_taps(more) == ["speaks:all"]


@pytest.mark.parametrize("author", [None, ""])
def test_the_first_text_is_the_hotlines_own(author):
    found = current(author=author, version=1)

    assert text(current_text_screen(found, EN, role=Role.OWNER, now=NOW)).startswith(
        "<b>What replies say</b> (version 1, the hotline's own)\n"
    )
    assert text(current_text_screen(found, FR, role=Role.OWNER, now=NOW)).startswith(
        "<b>Ce que dit la réponse</b> (version 1, d'origine)\n"
    )


def test_without_a_price_it_says_so():
    found = current(cost=cost(micros=None))

    assert "\n1 SMS · GSM-7, 19 units · price not known yet\nEnglish" in text(
        current_text_screen(found, EN, role=Role.OWNER, now=NOW)
    )
    assert "\n1 SMS · GSM-7, 19 unités · prix pas encore connu\nanglais" in text(
        current_text_screen(found, FR, role=Role.OWNER, now=NOW)
    )


def test_a_text_that_goes_nowhere_says_so():
    found = current(cost=cost(countries=[]))

    assert "\nEnglish: no country of ours gets it now.\n" in text(
        current_text_screen(found, EN, role=Role.OWNER, now=NOW)
    )
    assert "\nanglais : aucun de nos pays ne le reçoit pour l'instant.\n" in text(
        current_text_screen(found, FR, role=Role.OWNER, now=NOW)
    )


def test_several_variants_are_counted():
    assert [read(one) for one in bodies(TWO.split("\n---\n"), EN)] == [
        "2 variants, one of them at random:",
        "<blockquote>Respect her choice.</blockquote>",
        "<blockquote>No means no.</blockquote>",
    ]
    assert read(bodies(TWO.split("\n---\n"), FR)[0]) == "2 variantes, une au hasard :"
    assert len(bodies(["x"], EN)) == 1


@pytest.mark.parametrize(
    ("body", "english", "french"),
    [
        pytest.param("x" * 160, "1 SMS · GSM-7, 160 units · €0.08 a reply (FR)",
                     "1 SMS · GSM-7, 160 unités · 0,08 € la réponse (FR)", id="one segment"),
        pytest.param("x" * 161, "2 SMS · GSM-7, 161 units · €0.16 a reply (FR)",
                     "2 SMS · GSM-7, 161 unités · 0,16 € la réponse (FR)", id="two segments"),
        pytest.param("êê", "1 SMS · UCS-2, 2 units · €0.08 a reply (FR)",
                     "1 SMS · UCS-2, 2 unités · 0,08 € la réponse (FR)", id="dear letters"),
    ],
)  # fmt: skip
def test_the_weight_of_a_text(body, english, french):
    assert read(weight_line(cost(body), EN)) == english
    assert read(weight_line(cost(body), FR)) == french


def test_a_body_and_an_author_are_escaped():
    screen = current_text_screen(current(HOSTILE, author=HOSTILE), EN, role=Role.OWNER, now=NOW)

    assert screen.text.count(ESCAPED) == 2
    assert HOSTILE not in screen.text
    check_screen(screen)


# The preview of a new one


def test_a_new_text_is_shown_beside_the_price_of_the_old_one():
    screen = preview_screen(preview(), EN)

    assert text(screen) == (
        "<b>The reply would say</b> (English)\n"
        "<blockquote>Respect her.</blockquote>\n"
        "1 SMS · GSM-7, 12 units · €0.08 a reply (FR)\n"
        "1,000 replies would cost €80.00.\n"
        "Now: 1 SMS · GSM-7, 19 units · €0.08 a reply (FR)\n"
        "English, for senders from: France."
    )
    assert text(preview_screen(preview(language="fr"), FR)) == (
        "<b>La réponse dirait</b> (français)\n"
        "<blockquote>Respect her.</blockquote>\n"
        "1 SMS · GSM-7, 12 unités · 0,08 € la réponse (FR)\n"
        "1 000 réponses coûteraient 80,00 €.\n"
        "Actuellement : 1 SMS · GSM-7, 19 unités · 0,08 € la réponse (FR)\n"
        "français, pour qui écrit de : France."
    )


def test_the_first_text_of_a_language_replaces_none():
    assert "Now:" not in text(preview_screen(preview(before=None), EN))


def test_a_new_text_is_confirmed_or_not():
    assert taps(preview_screen(preview(), EN)) == [["keep_draft:4"], ["discard_draft:4"]]
    assert labels(preview_screen(preview(), EN)) == [["Confirm"], ["Cancel"]]
    assert labels(preview_screen(preview(), FR)) == [["Confirmer"], ["Ne rien changer"]]


def test_a_cheaper_spelling_is_offered_with_its_price():
    found = preview("C’est non." * 10, plainer=cost("C'est non." * 10))

    assert all_taps(preview_screen(found, EN)) == [
        "keep_draft:4", "respell_draft:4", "discard_draft:4",
    ]  # fmt: skip
    assert label_of(preview_screen(found, EN), "respell_draft:4") == (
        "Cheaper spelling · 1 SMS · GSM-7, 100 units · €0.08 a reply (FR)"
    )
    assert label_of(preview_screen(found, FR), "respell_draft:4") == (
        "Version moins chère · 1 SMS · GSM-7, 100 unités · 0,08 € la réponse (FR)"
    )


@pytest.mark.parametrize(
    ("body", "english", "french"),
    [
        pytest.param("non…", "… (use ...)", "… (mettez plutôt ...)", id="there is another"),
        pytest.param("😀", "😀", "😀", id="there is none"),
        pytest.param("a\u200bb", "U+200B, invisible (leave it out)",
                     "U+200B, invisible (à enlever)", id="it is not seen"),
        pytest.param("a\u2009b", "␣ (use  )", "␣ (mettez plutôt  )", id="a narrow space"),
        pytest.param("😀…", "😀, … (use ...)", "😀, … (mettez plutôt ...)", id="two"),
    ],
)  # fmt: skip
def test_what_leaves_less_room_is_named(body, english, french):
    assert read(preview_screen(preview(body), EN).text).endswith(
        f"\nWith {english}, an SMS holds only 70 characters instead of 160. Here: the same price."
    )
    assert read(preview_screen(preview(body), FR).text).endswith(
        f"\nAvec {french}, un SMS ne contient plus que 70 caractères au lieu de 160."
        " Ici : même prix."
    )


@pytest.mark.parametrize(
    ("changes", "english", "french"),
    [
        pytest.param({}, "Here: €0.16 a reply instead of €0.08.",
                     "Ici : 0,16 € la réponse au lieu de 0,08 €.", id="dearer"),
        pytest.param({"micros": None}, "Here: 2 SMS instead of 1 SMS.",
                     "Ici : 2 SMS au lieu de 1 SMS.", id="no price is known"),
    ],
)  # fmt: skip
def test_what_it_costs_is_said_only_where_it_differs(changes, english, french):
    found = cost("Reçu. " * 15, **changes)

    assert read(costly_line(found, EN)).endswith(english)
    assert read(costly_line(found, FR)).endswith(french)


def test_letters_that_would_be_marks_are_escaped():
    found = preview_screen(preview("’ <b>"), EN)

    assert "’ (use ')" in shown(found.text)
    check_screen(found)


@pytest.mark.parametrize(
    ("letters", "english", "french"),
    [
        pytest.param(12, None, None, id="twelve are named"),
        pytest.param(13, "and 1 more", "et 1 autre", id="one more is counted"),
        pytest.param(14, "and 2 more", "et 2 autres", id="two more are counted"),
    ],
)
def test_of_many_such_letters_the_rest_is_counted(letters, english, french):
    body = "".join(chr(0x4E00 + n) for n in range(letters))

    assert f"{english or body[-1]}, an SMS holds" in text(preview_screen(preview(body), EN))
    assert f"{french or body[-1]}, un SMS ne" in text(preview_screen(preview(body), FR))


def test_plain_letters_are_not_spoken_of():
    assert "70 characters" not in text(preview_screen(preview("Plain"), EN))


# What fits


@pytest.mark.parametrize("words", BOTH, ids=language)
@pytest.mark.parametrize("variants", range(1, MAX_VARIANTS + 1))
def test_the_longest_texts_fit(variants, words):
    body = "\n---\n".join(["😀" * MAX_CHARACTERS] * variants)
    everywhere = [f"{a}{b}" for a in "ABCD" for b in "EFGHI"]
    found = cost(body, countries=everywhere)
    others = dict.fromkeys(TEXT_LANGUAGES[1:], everywhere)
    found_now = current(cost=found, author=LONG_NAME, others=others)

    check_screen(current_text_screen(found_now, words, role=Role.OWNER, now=NOW))
    check_screen(preview_screen(preview(cost=found, before=found, plainer=found), words))


def test_a_text_that_is_too_long_to_be_shown_is_cut():
    (one,) = bodies(["x" * 2401], EN)

    assert read(one) == f"<blockquote>{'x' * 2400}…</blockquote>"


# Languages, and a text that is kept


TO_WRITE = LanguagesToWrite({"fr": ["BE", "FR"], "de": ["DE"]}, ["en"], has_choice=True)


def test_in_which_other_language():
    screen = check_screen(languages_screen(TO_WRITE, EN, role=Role.OWNER))

    assert read(screen.text) == (
        "<b>A reply text in which language?</b> Here are those that somebody gets.\n"
        "Some of our countries have several languages: you can choose what they get.\n"
        "Texts that nobody gets now: English (/reply en)."
    )
    assert read(languages_screen(TO_WRITE, FR, role=Role.OWNER).text) == (
        "<b>Un texte de réponse dans quelle langue ?</b> Voici celles que quelqu'un reçoit.\n"
        "Certains de nos pays ont plusieurs langues : vous pouvez choisir ce qu'ils reçoivent.\n"
        "Textes que personne ne reçoit pour l'instant : anglais (/reply en)."
    )
    assert labels(screen) == [
        ["French: Belgium, France"], ["German: Germany"], ["Languages of our countries"],
    ]  # fmt: skip
    assert all_taps(screen) == ["ask:reply_fr", "ask:reply_de", "speaks:all"]


def test_where_senders_get_several_it_asks_which():
    asked = WhichLanguage(4, {"en": ["GB"], "fr": ["BE", "FR"]})
    screen = check_screen(which_language_screen(asked, EN))

    assert read(screen.text) == "<b>In which language is this text?</b> Senders get several."
    assert labels(screen) == [["English: United Kingdom"], ["French: Belgium, France"], ["Cancel"]]
    assert all_taps(screen) == ["draft_in:4:en", "draft_in:4:fr", "discard_draft:4"]
    assert read(which_language_screen(asked, FR).text).startswith("<b>Dans quelle langue est ce")


def test_what_nobody_gets_is_kept_only_by_a_button_that_says_so():
    found = preview(language="nl", cost=cost("Nee.", countries=[]), spoken_in=["BE"])
    screen = preview_screen(found, EN)

    assert text(screen).endswith(
        "\n<b>Nobody gets it:</b> no country of ours gets Dutch. Keep it all the same?\n"
        "These could get it, if you choose so: Belgium."
    )
    assert labels(screen) == [
        ["Keep it all the same"], ["Languages of our countries"], ["Cancel"],
    ]  # fmt: skip
    assert all_taps(screen) == ["keep_draft:4:unread", "speaks:all", "discard_draft:4"]
    assert text(preview_screen(found, FR)).endswith(
        "\n<b>Personne ne le reçoit</b> : aucun de nos pays ne reçoit de réponse en néerlandais."
        " Garder quand même ?\nPourraient le recevoir, si vous le choisissez : Belgique."
    )
    nowhere = preview(language="it", cost=cost("No.", countries=[]))
    assert all_taps(preview_screen(nowhere, EN)) == ["keep_draft:4:unread", "discard_draft:4"]


def test_a_text_that_is_kept_says_who_gets_it():
    kept = TextPublished(8, "fr", ["BE", "FR"])

    assert text(kept_screen(kept, EN)) == (
        "Changed. Senders from these countries get this from now on: Belgium, France."
    )
    assert text(kept_screen(kept, FR)) == (
        "C'est changé. Voici ce que reçoit désormais qui écrit de : Belgique, France."
    )
    assert taps(kept_screen(kept, EN)) == [["undo:8"]]
    unread = kept_screen(TextPublished(8, "nl", []), EN)
    assert text(unread) == "Kept. Nobody gets it now: no country of ours gets Dutch."
    assert taps(unread) == [["undo:8"]]


def test_a_draft_whose_hour_is_over_can_be_seen_again():
    screen = lapsed_screen(4, EN)

    assert text(screen).startswith("This draft is more than an hour old, and nothing has changed.")
    assert text(lapsed_screen(4, FR)).startswith("Ce brouillon a plus d'une heure, et rien n'a")
    assert taps(screen) == [["draft_in:4:same"]]


def test_before_a_text_is_removed_it_says_who_gets_what_instead():
    asked = RemovalQuestion(5, "fr", ["BE", "FR"], {"en": ["FR"], "nl": ["BE"]})

    assert text(remove_question_screen(asked, EN)) == (
        "<b>Remove the text in French?</b> Instead of it:\n"
        "France: the text in English.\nBelgium: the text in Dutch."
    )
    assert text(remove_question_screen(asked, FR)) == (
        "<b>Supprimer le texte en français ?</b> À sa place :\n"
        "France : le texte en anglais.\nBelgique : le texte en néerlandais."
    )
    assert taps(remove_question_screen(asked, EN)) == [["confirm:5"], ["discard:5"]]
    unread = RemovalQuestion(5, "de", [], {})
    assert text(remove_question_screen(unread, EN)) == (
        "<b>Remove the text in German?</b> Nobody gets it now."
    )


def test_a_text_that_is_removed():
    screen = removed_screen(TextRemoved(8, "fr", {"en": ["FR"]}), EN)

    assert text(screen) == "The text in French is removed.\nFrance: the text in English."
    assert taps(screen) == [["undo:8"], ["versions:fr:0"]]
    found = removed_screen(TextRemoved(8, "fr", {"en": ["FR"]}), FR)
    assert text(found) == "Le texte en français est supprimé.\nFrance : le texte en anglais."
