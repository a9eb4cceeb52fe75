"""/reply: the text in force, the preview of a new one, and what makes it dear."""

import pytest

from bot.screens.reply_text import (
    bodies,
    current_text_screen,
    kept_screen,
    languages_screen,
    preview_screen,
    weight_line,
)
from hotline.domain.languages import TEXT_LANGUAGES
from hotline.domain.reply_texts import MAX_CHARACTERS, MAX_VARIANTS
from hotline.usecases.reply_texts.draft_reply_text import DraftPreview
from hotline.usecases.reply_texts.publish_text import TextPublished
from hotline.usecases.reply_texts.show_reply_text import CurrentText
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
            "languages": ["en", "fr"],
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
            **changes,
        }
    )


def text(screen):
    return read(check_screen(screen).text)


def test_what_replies_say():
    screen = current_text_screen(current(), EN, now=NOW)

    assert text(screen) == (
        "<b>What replies say</b> (version 3, by Alice, 17:00)\n"
        "<blockquote>Respect her choice.</blockquote>\n"
        "1 SMS · GSM-7, 19 units · €0.08 a reply (FR)\n"
        "1,000 replies would cost €80.00.\n"
        "English, for senders from: FR.\n"
        "To change it: /reply followed by the new text, or /reply en: and the text. You will see it"
        " before anything changes."
    )
    assert text(current_text_screen(current(), FR, now=NOW)) == (
        "<b>Ce que dit la réponse</b> (version 3, par Alice, 17:00)\n"
        "<blockquote>Respect her choice.</blockquote>\n"
        "1 SMS · GSM-7, 19 unités · 0,08 € la réponse (FR)\n"
        "1 000 réponses coûteraient 80,00 €.\n"
        "anglais, pour qui écrit de : FR.\n"
        "Pour changer : /reponse suivi du nouveau texte, ou /reponse en: et le texte. Vous le"
        " verrez avant que rien ne change."
    )


def test_the_text_can_be_changed_looked_back_at_and_tried():
    screen = current_text_screen(current(languages=["en", "fr", "de"]), EN, now=NOW)

    assert labels(screen) == [
        ["Change the text", "Earlier texts"],
        ["Send it to me"],
        ["French", "German", "Another language"],
    ]
    assert taps(screen) == [
        ["ask:reply_en", "versions:en:0"],
        ["ask:handset_en"],
        ["text:fr", "text:de", "text:more"],
    ]
    assert labels(current_text_screen(current(), FR, now=NOW)) == [
        ["Changer le texte", "Textes précédents"],
        ["Me l'envoyer"],
        ["français", "Une autre langue"],
    ]


@pytest.mark.parametrize("author", [None, ""])
def test_the_first_text_is_the_hotlines_own(author):
    found = current(author=author, version=1)

    assert text(current_text_screen(found, EN, now=NOW)).startswith(
        "<b>What replies say</b> (version 1, the hotline's own)\n"
    )
    assert text(current_text_screen(found, FR, now=NOW)).startswith(
        "<b>Ce que dit la réponse</b> (version 1, d'origine)\n"
    )


def test_without_a_price_it_says_so():
    found = current(cost=cost(micros=None))

    assert "\n1 SMS · GSM-7, 19 units · price not known yet\nEnglish" in text(
        current_text_screen(found, EN, now=NOW)
    )
    assert "\n1 SMS · GSM-7, 19 unités · prix pas encore connu\nanglais" in text(
        current_text_screen(found, FR, now=NOW)
    )


def test_a_text_that_goes_nowhere_says_so():
    found = current(cost=cost(countries=[]))

    assert "\nEnglish: no country of ours gets it now.\n" in text(
        current_text_screen(found, EN, now=NOW)
    )
    assert "\nanglais : aucun de nos pays ne le reçoit pour l'instant.\n" in text(
        current_text_screen(found, FR, now=NOW)
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
    screen = current_text_screen(current(HOSTILE, author=HOSTILE), EN, now=NOW)

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
        "English, for senders from: FR."
    )
    assert text(preview_screen(preview(language="fr"), FR)) == (
        "<b>La réponse dirait</b> (français)\n"
        "<blockquote>Respect her.</blockquote>\n"
        "1 SMS · GSM-7, 12 unités · 0,08 € la réponse (FR)\n"
        "1 000 réponses coûteraient 80,00 €.\n"
        "Actuellement : 1 SMS · GSM-7, 19 unités · 0,08 € la réponse (FR)\n"
        "français, pour qui écrit de : FR."
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
        pytest.param("non…", "… (use ...).", "… (mettez plutôt ...).", id="there is another"),
        pytest.param("😀", "😀.", "😀.", id="there is none"),
        pytest.param("a\u200bb", "U+200B, invisible (leave it out).",
                     "U+200B, invisible (à enlever).", id="it is not seen"),
        pytest.param("a\u2009b", "␣ (use  ).", "␣ (mettez plutôt  ).", id="a narrow space"),
        pytest.param("😀…", "😀, … (use ...).", "😀, … (mettez plutôt ...).", id="two"),
    ],
)  # fmt: skip
def test_what_makes_it_dear_is_named(body, english, french):
    assert read(preview_screen(preview(body), EN).text).endswith(
        f"\nThese characters make it dearer: {english}"
    )
    assert read(preview_screen(preview(body), FR).text).endswith(
        f"\nCes caractères la rendent plus chère : {french}"
    )


def test_letters_that_would_be_marks_are_escaped():
    found = preview_screen(preview("’ <b>"), EN)

    assert shown(found.text).endswith("’ (use ').")
    check_screen(found)


@pytest.mark.parametrize(
    ("letters", "english", "french"),
    [
        pytest.param(12, None, None, id="twelve are named"),
        pytest.param(13, "and 1 more.", "et 1 autre.", id="one more is counted"),
        pytest.param(14, "and 2 more.", "et 2 autres.", id="two more are counted"),
    ],
)
def test_of_many_dear_letters_the_rest_is_counted(letters, english, french):
    body = "".join(chr(0x4E00 + n) for n in range(letters))

    assert text(preview_screen(preview(body), EN)).endswith(english or f"{body[-1]}.")
    assert text(preview_screen(preview(body), FR)).endswith(french or f"{body[-1]}.")


def test_plain_letters_are_not_spoken_of():
    assert "dearer" not in text(preview_screen(preview("Plain"), EN))


# What fits


@pytest.mark.parametrize("words", BOTH, ids=language)
@pytest.mark.parametrize("variants", range(1, MAX_VARIANTS + 1))
def test_the_longest_texts_fit(variants, words):
    body = "\n---\n".join(["😀" * MAX_CHARACTERS] * variants)
    everywhere = [f"{a}{b}" for a in "ABCD" for b in "EFGHI"]
    found = cost(body, countries=everywhere)
    found_now = current(cost=found, author=LONG_NAME, languages=list(TEXT_LANGUAGES))

    check_screen(current_text_screen(found_now, words, now=NOW))
    check_screen(preview_screen(preview(cost=found, before=found, plainer=found), words))


def test_a_text_that_is_too_long_to_be_shown_is_cut():
    (one,) = bodies(["x" * 2401], EN)

    assert read(one) == f"<blockquote>{'x' * 2400}…</blockquote>"


# Languages, and a text that is kept


def test_in_which_other_language():
    screen = check_screen(languages_screen(EN))

    assert read(screen.text) == (
        "<b>A reply text in which language?</b> It goes to senders from countries where that"
        " language is spoken; all others get the hotline's own."
    )
    assert read(languages_screen(FR).text).startswith("<b>Un texte de réponse dans quelle langue ?")
    assert all_taps(screen) == [f"ask:reply_{one}" for one in TEXT_LANGUAGES]
    assert labels(screen)[0] == ["French", "English", "German"]
    assert labels(languages_screen(FR))[0] == ["français", "anglais", "allemand"]


@pytest.mark.parametrize(
    ("is_first", "undo"),
    [
        pytest.param(False, [["undo:8"]], id="one can go back"),
        pytest.param(True, [], id="there is nothing to go back to"),
    ],
)
def test_a_text_that_is_kept_is_in_force(is_first, undo):
    screen = kept_screen(TextPublished(8, is_first), EN)

    assert text(screen) == "The reply says this from now on."
    assert text(kept_screen(TextPublished(8, is_first), FR)) == "La réponse dit désormais cela."
    assert taps(screen) == undo
