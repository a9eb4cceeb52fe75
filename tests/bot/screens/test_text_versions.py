"""What replies said before: the versions of a language, and one of them compared."""

import pytest

from bot.screens.text_versions import compare, version_screen, versions_screen
from hotline.domain.reply_texts import MAX_CHARACTERS, MAX_VARIANTS
from hotline.usecases.reply_texts.show_reply_text import Version, Versions
from tests.support.screens import (
    BOTH,
    EN,
    ESCAPED,
    FR,
    HOSTILE,
    LONG_NAME,
    NOW,
    check_screen,
    labels,
    language,
    read,
    reply_text,
    shown,
    taps,
)

# Longer than what of a text is shown in a line.
OLD = "When a woman says no to you, do not insist."
NEW = "When a woman says no to you, do not call again."
NOW_TEXT = reply_text(NEW, 4)


def old(author="Alice", body=OLD, number=3):
    return Version(reply_text(body, number), author, NOW_TEXT)


def text(screen):
    return read(check_screen(screen).text)


def test_the_versions_are_listed_with_their_authors():
    found = Versions("en", [Version(NOW_TEXT, "Bruno", NOW_TEXT), old(author=None)], 0, 1)

    assert text(versions_screen(found, EN, now=NOW)) == (
        "<b>What replies said</b> (English)\n"
        "<b>4 (now)</b> · Bruno, 17:00 on 28 October: When a woman says no to you, do not call…\n"
        "3 · the hotline, 17:00 on 28 October: When a woman says no to you, do not insi…"
    )
    assert text(versions_screen(found, FR, now=NOW)) == (
        "<b>Ce que disaient les réponses</b> (anglais)\n"
        "<b>4 (en cours)</b> · Bruno, 17:00 le 28 octobre : When a woman says no to you, do not"
        " call…\n"
        "3 · la ligne, 17:00 le 28 octobre : When a woman says no to you, do not insi…"
    )


def test_a_short_text_is_not_cut_and_does_not_look_so():
    found = Versions("en", [old(body="No means no.")], 0, 1)

    assert text(versions_screen(found, EN, now=NOW)).endswith(": No means no.")
    assert text(versions_screen(found, FR, now=NOW)).endswith(" : No means no.")


def test_each_version_has_a_button():
    found = Versions("en", [Version(NOW_TEXT, "Bruno", NOW_TEXT), old()], 1, 3)
    screen = versions_screen(found, EN, now=NOW)

    assert taps(screen) == [
        ["version:en:4"], ["version:en:3"], ["versions:en:0", "versions:en:2"], ["text:en"],
    ]  # fmt: skip
    assert labels(screen) == [
        ["Version 4"], ["Version 3"], ["‹ Back", "Next ›"], ["‹ What replies say"],
    ]  # fmt: skip
    assert labels(versions_screen(found, FR, now=NOW))[-1] == ["‹ Ce que dit la réponse"]


def test_a_language_without_a_version_is_shown_all_the_same():
    screen = versions_screen(Versions("de", [], 0, 1), EN, now=NOW)

    assert text(screen) == "<b>What replies said</b> (German)"
    assert taps(screen) == [["text:de"]]


def test_an_earlier_text_is_compared_with_the_one_in_force():
    screen = version_screen(old(), EN, now=NOW)

    assert text(screen) == (
        "3 · Alice, 17:00 on 28 October: When a woman says no to you, do not insi…\n"
        f"<blockquote>{OLD}</blockquote>\n"
        "<b>Since then, to version 4</b> (struck: gone; bold: new)\n"
        "When a woman says no to you, do not <s>insist.</s><b>call again.</b>"
    )
    assert taps(screen) == [["reuse:en:3"], ["versions:en:0"]]
    assert labels(screen) == [["Use this again"], ["‹ Earlier texts"]]
    french = version_screen(old(), FR, now=NOW)
    assert "<b>Depuis, jusqu'à la version 4</b> (barré : parti ; gras : nouveau)\n" in text(french)
    assert labels(french) == [["Reprendre celui-ci"], ["‹ Textes précédents"]]


def test_the_text_in_force_is_not_compared():
    screen = version_screen(Version(NOW_TEXT, "Bruno", NOW_TEXT), EN, now=NOW)

    assert text(screen).endswith(f"\n<blockquote>{NEW}</blockquote>")
    assert taps(screen) == [["versions:en:0"]]


@pytest.mark.parametrize(
    ("words", "same"),
    [
        pytest.param(EN, "It says what replies say now.", id="en"),
        pytest.param(FR, "Il dit ce que disent les réponses aujourd'hui.", id="fr"),
    ],
)
def test_a_version_that_says_the_same_cannot_be_used_again(words, same):
    screen = version_screen(old(body=NEW), words, now=NOW)

    assert text(screen).endswith(f"\n{same}")
    assert taps(screen) == [["versions:en:0"]]


@pytest.mark.parametrize(
    ("before", "after", "change"),
    [
        pytest.param("a b c", "a b c", "a b c", id="nothing changed"),
        pytest.param("a b c", "a c", "a <s>b </s>c", id="a word went"),
        pytest.param("a c", "a b c", "a <b>b </b>c", id="a word came"),
        pytest.param("a", "b", "<s>a</s><b>b</b>", id="all is new"),
        pytest.param("", "b", "<b>b</b>", id="from nothing"),
        pytest.param("a <", "a &", "a <s>&lt;</s><b>&amp;</b>", id="signs are escaped"),
        pytest.param("a\nb", "a\nc", "a\n<s>b</s><b>c</b>", id="lines stay lines"),
    ],
)
def test_two_texts_are_compared_word_by_word(before, after, change):
    assert compare(before, after) == change


@pytest.mark.parametrize("words", BOTH, ids=language)
def test_bodies_and_names_are_escaped(words):
    found = old(author=HOSTILE, body=HOSTILE)

    for screen in (
        version_screen(found, words, now=NOW),
        versions_screen(Versions("en", [found], 0, 1), words, now=NOW),
    ):
        assert screen.text.count(ESCAPED) >= 2
        assert HOSTILE not in screen.text
        check_screen(screen)


@pytest.mark.parametrize("words", BOTH, ids=language)
@pytest.mark.parametrize(
    "variants",
    [
        pytest.param(1, id="one variant"),
        pytest.param(MAX_VARIANTS, id="as many variants as there may be"),
    ],
)
def test_the_longest_text_fits(variants, words):
    """All of it changed: what went and what came stand beside it."""
    before, after = (
        "\n---\n".join([word * (MAX_CHARACTERS // len(word))] * variants)
        for word in ("before ", "after ")
    )
    found = Version(reply_text(before, 3), LONG_NAME, reply_text(after, 4))

    check_screen(version_screen(found, words, now=NOW))


def test_a_text_that_is_cut_looks_so():
    found = old(body="x" * 3000)

    body = shown(version_screen(found, EN, now=NOW).text).split("\n")[1]
    assert body.endswith("…")


@pytest.mark.parametrize("words", BOTH, ids=language)
def test_the_longest_list_fits(words):
    one = old(author=LONG_NAME, body="W" * MAX_CHARACTERS, number=10**6)

    check_screen(versions_screen(Versions("en", [one] * 6, 9, 99), words, now=NOW))
