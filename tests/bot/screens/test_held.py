"""/held: the groups by why, and the replies of one of them."""

from datetime import timedelta

import pytest

from bot.screens.held import held_page_screen, held_screen, marks_in_words
from hotline.domain.detection.verdicts import Mark
from hotline.usecases.replies.show_held import (
    COPIES_OF,
    GROUPS,
    PAGE,
    HeldGroup,
    HeldPage,
    HeldReply,
)
from tests.support.screens import (
    BOTH,
    EN,
    FR,
    NOW,
    a_backlog,
    check_screen,
    labels,
    language,
    read,
    sender,
    taps,
)

COPIES = COPIES_OF + "0f3c" * 3


def a_reply(reply_id=31, *, marks=(), **of_sender):
    due, whose = NOW + timedelta(minutes=20), sender(**of_sender)
    return HeldReply(reply_id, whose, due, due + timedelta(hours=23), 80_000, tuple(marks))


def page(*replies, why="budget", count=None, number=0, pages=1):
    group = HeldGroup(why, a_backlog(len(replies) if count is None else count))
    return HeldPage(group, number, pages, list(replies), "EUR")


def text(screen):
    return read(check_screen(screen).text)


@pytest.mark.parametrize("words", BOTH, ids=language)
def test_nothing_held_is_one_line(words):
    screen = check_screen(held_screen([], "EUR", words))

    assert screen.text == {"en": "Nothing is held.", "fr": "Rien n’est retenu."}[words.language]
    assert screen.rows == []


@pytest.mark.parametrize(
    ("count", "english", "french"),
    [
        pytest.param(1, "<b>1 reply is held</b> (€0.08). By reason:",
                     "<b>1 réponse est retenue</b> (0,08 €). Selon la raison :", id="one"),
        pytest.param(2, "<b>2 replies are held</b> (€0.16). By reason:",
                     "<b>2 réponses sont retenues</b> (0,16 €). Selon la raison :", id="two"),
    ],
)  # fmt: skip
def test_the_title_counts_what_is_held(count, english, french):
    groups = [HeldGroup("budget", a_backlog(count))]

    assert text(held_screen(groups, "EUR", EN)) == english
    assert text(held_screen(groups, "EUR", FR)) == french


def test_each_group_is_a_button_with_its_price():
    groups = [
        HeldGroup("budget", a_backlog(1)),
        HeldGroup("genuine", a_backlog(2)),
        HeldGroup(COPIES, a_backlog(3)),
    ]

    screen = held_screen(groups, "EUR", EN)
    assert text(screen) == "<b>6 replies are held</b> (€0.48). By reason:"
    assert labels(screen) == [
        ["budget used up · 1 · €0.08"],
        ["looks genuine · 2 · €0.16"],
        ["copies of text 0F3 · 3 · €0.24"],
    ]
    assert taps(screen) == [["held:budget:0"], ["held:genuine:0"], [f"held:{COPIES}:0"]]
    assert labels(check_screen(held_screen(groups, "EUR", FR))) == [
        ["budget épuisé · 1 · 0,08 €"],
        ["semble sincère · 2 · 0,16 €"],
        ["copies du texte 0F3 · 3 · 0,24 €"],
    ]


@pytest.mark.parametrize("words", BOTH, ids=language)
@pytest.mark.parametrize("why", [*GROUPS, COPIES])
def test_every_group_has_a_name_and_a_page(why, words):
    check_screen(held_screen([HeldGroup(why, a_backlog(2))], "EUR", words))
    check_screen(held_page_screen(page(a_reply(), why=why, number=1, pages=3), words, now=NOW))


def test_a_page_of_one_reply():
    screen = held_page_screen(page(a_reply()), EN, now=NOW)

    assert text(screen) == (
        "<b>budget used up: 1 reply</b> (€0.08)\n"
        "<b>#412</b> +33 6•• ••• •78: 1 text, 0 calls, due 17:20. looks genuine"
    )
    assert labels(screen) == [
        ["Release #412 · €0.08", "Drop #412"],
        ["Release it · €0.08"],
        ["Drop it · saves €0.08"],
        ["All groups"],
    ]
    assert taps(screen) == [
        ["free:31", "drop:31"], ["free_group:budget"], ["drop_group:budget"], ["held:all:0"],
    ]  # fmt: skip


def test_a_page_of_two_replies_in_french():
    found = page(
        a_reply(31, texts=2, calls=1, marks=[Mark.MANY, Mark.INSULTING]),
        a_reply(32, number=7, texts=0, calls=2, marks=[Mark.ONLY_CALLS]),
        why="many",
    )

    screen = held_page_screen(found, FR, now=NOW)

    assert text(screen) == (
        "<b>n'arrête pas : 2 réponses</b> (0,16 €)\n"
        "<b>#412</b> +33 6•• ••• •78 : 2 textos, 1 appel, prévue 17:20. n'arrête pas, insulte\n"
        "<b>#7</b> +33 6•• ••• •78 : 0 texto, 2 appels, prévue 17:20. ne fait qu'appeler, encore"
        " et encore"
    )
    assert labels(screen) == [
        ["Libérer #412 · 0,08 €", "Abandonner #412"],
        ["Libérer #7 · 0,08 €", "Abandonner #7"],
        ["Libérer les 2 · 0,16 €"],
        ["Abandonner les 2 · économise 0,16 €"],
        ["Tous les groupes"],
    ]


def test_a_page_of_two_replies_counts_them():
    screen = held_page_screen(page(a_reply(31), a_reply(32, number=7)), EN, now=NOW)

    assert text(screen).startswith("<b>budget used up: 2 replies</b> (€0.16)\n")
    assert labels(screen)[2:4] == [["Release all 2 · €0.16"], ["Drop all 2 · saves €0.16"]]


def test_of_one_reply_the_french_buttons_speak_in_the_singular():
    screen = held_page_screen(page(a_reply()), FR, now=NOW)

    assert text(screen).startswith("<b>budget épuisé : 1 réponse</b> (0,08 €)\n")
    assert labels(screen)[1:3] == [["La libérer · 0,08 €"], ["L'abandonner · économise 0,08 €"]]


@pytest.mark.parametrize("words", BOTH, ids=language)
def test_a_group_that_is_empty_by_now_leads_back_to_the_others(words):
    screen = check_screen(held_page_screen(page(), words, now=NOW))

    assert (
        read(screen.text)
        == {
            "en": "Nothing of this group is held any more.",
            "fr": "Plus rien de ce groupe n'est retenu.",
        }[words.language]
    )
    assert taps(screen) == [["held:all:0"]]


@pytest.mark.parametrize(
    ("number", "pages", "turns"),
    [
        pytest.param(0, 1, None, id="the only page"),
        pytest.param(0, 3, ["held:budget:1"], id="the first"),
        pytest.param(1, 3, ["held:budget:0", "held:budget:2"], id="in the middle"),
        pytest.param(2, 3, ["held:budget:1"], id="the last"),
    ],
)
def test_pages_are_turned(number, pages, turns):
    screen = held_page_screen(page(a_reply(), number=number, pages=pages), EN, now=NOW)

    assert (turns in taps(screen)) is (turns is not None)
    assert len(screen.rows) == 4 + (turns is not None)


def test_a_reply_that_is_due_tomorrow_says_so():
    reply = HeldReply(31, sender(), NOW + timedelta(days=1), NOW + timedelta(days=2), 0, ())

    assert "due 17:00 on 31 October." in text(held_page_screen(page(reply), EN, now=NOW))


@pytest.mark.parametrize("words", BOTH, ids=language)
def test_the_longest_page_fits(words):
    replies = [
        a_reply(10**9 + n, number=10**9 + n, texts=99_999, calls=99_999, marks=Mark)
        for n in range(PAGE)
    ]
    found = page(*replies, why=COPIES, count=20_000, number=1_000, pages=3_000)

    check_screen(held_page_screen(found, words, now=NOW))


@pytest.mark.parametrize("mark", Mark)
def test_every_mark_has_its_words(mark):
    assert marks_in_words((mark,), EN) != marks_in_words((), EN)
    assert marks_in_words((mark,), FR) != marks_in_words((), FR)
