"""The menu: what somebody may do, as buttons; and the small keyboard below."""

import pytest

from bot.command_list import COMMANDS, commands_of
from bot.screens.menu import FIRST, KEYS, MORE, keyboard, menu_row, menu_screen, more_screen
from hotline.domain.modes import Mode
from hotline.domain.roles import Role, may
from tests.support.screens import (
    BOTH,
    EN,
    FR,
    NOW,
    OBSERVER,
    ORGANIZER,
    OWNER,
    all_taps,
    check_screen,
    labels,
    language,
    read,
    settings,
    status,
    taps,
)

READERS = [OWNER, ORGANIZER, OBSERVER]


def menu(reader=OWNER, words=EN, mode=Mode.OPEN):
    found = status(settings=settings(mode=mode))
    return check_screen(menu_screen(found, reader, words, now=NOW))


def test_the_menu_opens_with_one_glance():
    assert read(menu().text) == (
        "<b>Open.</b> Replies leave when due.\n"
        "Today: replies €0.40 + received texts €0.07 = €0.47; owed €0.16, left for replies"
        " €19.60. In all: replies €12.08, received texts €1.40."
    )
    assert read(menu(words=FR).text) == (
        "<b>Ligne ouverte.</b> Les réponses partent à l'heure prévue.\n"
        "Aujourd'hui : réponses 0,40 € + textos reçus 0,07 € = 0,47 € ; dû 0,16 €, reste pour"
        " répondre 19,60 €. En tout : réponses 12,08 €, textos reçus 1,40 €."
    )


def test_what_is_done_most_comes_first_and_the_brake_last():
    assert taps(menu()) == [
        ["go:status", "go:held"],
        ["go:incidents", "go:senders"],
        ["go:budget", "go:reply"],
        ["go:stats", "go:log"],
        ["go:delay", "go:team"],
        ["go:menu:more"],
        ["go:suspend"],
    ]
    assert labels(menu(words=FR)) == [
        ["Où on en est", "Retenues"],
        ["Incidents", "Qui écrit"],
        ["Budget", "Ce que dit la réponse"],
        ["Chiffres", "Qui a fait quoi"],
        ["Délai", "Équipe"],
        ["Plus…"],
        ["Suspendre"],
    ]
    assert labels(menu())[-2:] == [["More…"], ["Suspend"]]


@pytest.mark.parametrize(
    ("mode", "brakes"),
    [
        pytest.param(Mode.OPEN, ["go:suspend"], id="open: suspend"),
        pytest.param(Mode.GUARDED, ["go:suspend", "go:resume"], id="guarded: either"),
        pytest.param(Mode.SUSPENDED, ["go:resume"], id="suspended: resume"),
    ],
)
@pytest.mark.parametrize("reader", [OWNER, ORGANIZER], ids=lambda one: one.role)
def test_the_brake_fits_the_mode(mode, brakes, reader):
    assert taps(menu(reader, mode=mode))[-1] == brakes


@pytest.mark.parametrize("mode", Mode)
@pytest.mark.parametrize("words", BOTH, ids=language)
def test_observers_have_no_brake(mode, words):
    assert not {"go:suspend", "go:resume"} & set(all_taps(menu(OBSERVER, words, mode)))


@pytest.mark.parametrize("words", BOTH, ids=language)
@pytest.mark.parametrize("reader", READERS, ids=lambda one: one.role)
def test_nobody_sees_a_button_that_their_role_may_not_use(reader, words):
    found = all_taps(menu(reader, words)) + all_taps(more_screen(reader, words))
    commands = [data.removeprefix("go:") for data in found if not data.startswith("go:menu")]

    assert all(may(reader.role, COMMANDS[command]) for command in commands)


@pytest.mark.parametrize("reader", READERS, ids=lambda one: one.role)
def test_everything_that_a_role_may_use_is_in_the_menu(reader):
    found = {data.removeprefix("go:") for data in all_taps(menu(reader, mode=Mode.GUARDED))}
    found |= {data.removeprefix("go:") for data in all_taps(more_screen(reader, EN))}

    # One sender's story asks for whose: it is under those who send.
    assert set(commands_of(reader.role)) - found == {"sender"}


def test_the_rest_is_a_tap_away_and_leads_back():
    screen = check_screen(more_screen(OWNER, EN))

    assert read(screen.text) == "<b>More</b>"
    assert taps(screen) == [
        ["go:block", "go:unblock"],
        ["go:fund", "go:invite"],
        ["go:lock", "go:here"],
        ["go:unplug", "go:plug"],
        ["go:reveal", "go:alerts"],
        ["go:oncall", "go:test"],
        ["go:doctor", "go:language"],
        ["go:help"],
        ["go:menu"],
    ]
    assert read(more_screen(OWNER, FR).text) == "<b>Plus</b>"


def test_observers_have_little_more():
    assert taps(check_screen(more_screen(OBSERVER, EN))) == [
        ["go:alerts"], ["go:oncall", "go:test"], ["go:language"], ["go:help"], ["go:menu"],
    ]  # fmt: skip


def test_the_way_back():
    assert [(one.label, one.data) for one in menu_row(EN)] == [("‹ Menu", "go:menu")]


def test_the_small_keyboard_holds_what_changes_nothing():
    assert keyboard(EN) == [["Menu", "How is it?", "Held back"]]
    assert [[read(one) for one in row] for row in keyboard(FR)] == [
        ["Menu", "Où en est-on ?", "Retenues"]
    ]
    assert all(COMMANDS[key] is Role.OBSERVER for key in KEYS)


def test_no_command_is_in_the_menu_twice():
    found = [command for rows in (FIRST, MORE) for row in rows for command in row]

    assert len(found) == len(set(found))
