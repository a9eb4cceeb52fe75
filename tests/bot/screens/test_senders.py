"""Who sends: the latest, those that are blocked, and what blocking and unblocking did."""

from datetime import timedelta

import pytest

from bot.screens.senders import (
    block_button,
    blocked_screen,
    blocked_senders_screen,
    blocked_several_screen,
    latest_senders_screen,
    unblocked_screen,
)
from hotline.usecases.senders.block_sender import Blocked
from hotline.usecases.senders.order_block import BlockedSeveral
from hotline.usecases.senders.unblock_sender import Unblocked
from tests.support.screens import (
    BOTH,
    EN,
    ESCAPED,
    FR,
    HOSTILE,
    NOW,
    check_screen,
    labels,
    language,
    read,
    sender,
    taps,
)

BLOCKED = {"blocked_at": NOW - timedelta(hours=1)}


def text(screen):
    return read(check_screen(screen).text)


def blocked(dropped=0, **of_sender):
    return Blocked(sender(**{**BLOCKED, **of_sender}), 8, dropped, dropped * 80_000, "EUR")


def test_the_latest_senders_are_listed():
    found = [sender(), sender(7, texts=0, calls=2, last_seen_at=NOW - timedelta(days=2))]

    assert text(latest_senders_screen(found, EN, now=NOW)) == (
        "<b>The latest senders</b>\n"
        "<b>#412</b> +33 6•• ••• •78 · 1 text, 0 calls · 10 min ago\n"
        "<b>#7</b> +33 6•• ••• •78 · 0 texts, 2 calls · 48 h ago\n"
        "To block another: /block #412 or /block +33612345678"
    ).replace("48 h", read(EN.duration(timedelta(days=2))))
    assert text(latest_senders_screen(found[:1], FR, now=NOW)) == (
        "<b>Les derniers expéditeurs</b>\n"
        "<b>#412</b> +33 6•• ••• •78 · 1 texto, 0 appel · il y a 10 min\n"
        "Pour en bloquer un autre : /bloquer #412 ou /bloquer +33612345678"
    )


@pytest.mark.parametrize(
    ("texts", "calls", "english", "french"),
    [
        pytest.param(0, 1, "0 texts, 1 call", "0 texto, 1 appel", id="one call"),
        pytest.param(1, 0, "1 text, 0 calls", "1 texto, 0 appel", id="one text"),
        pytest.param(2, 2, "2 texts, 2 calls", "2 textos, 2 appels", id="of each two"),
    ],
)
def test_texts_and_calls_are_counted(texts, calls, english, french):
    found = [sender(texts=texts, calls=calls)]

    assert f" · {english} · 10 min ago\n" in text(latest_senders_screen(found, EN, now=NOW))
    assert f" · {french} · il y a 10 min\n" in text(latest_senders_screen(found, FR, now=NOW))


def test_a_sender_who_is_seen_by_a_clock_that_is_ahead_was_seen_just_now():
    found = [sender(last_seen_at=NOW + timedelta(seconds=3))]

    assert " · 0 s ago\n" in text(latest_senders_screen(found, EN, now=NOW))


def test_each_can_be_blocked_or_unblocked():
    screen = latest_senders_screen([sender(), sender(7, **BLOCKED)], EN, now=NOW)

    assert taps(screen) == [["block:412"], ["unblock:7"], ["ask:block"]]
    assert labels(screen) == [["Block #412"], ["Unblock #7"], ["Another number"]]
    assert labels(latest_senders_screen([sender(), sender(7, **BLOCKED)], FR, now=NOW)) == [
        ["Bloquer #412"], ["Débloquer #7"], ["Un autre numéro"],
    ]  # fmt: skip


def test_nobody_has_written_yet():
    screen = latest_senders_screen([], EN, now=NOW)

    assert text(screen) == (
        "Nobody has written or called yet.\nTo block another: /block #412 or /block +33612345678"
    )
    assert taps(screen) == [["ask:block"]]
    assert text(latest_senders_screen([], FR, now=NOW)).startswith(
        "Personne n'a encore écrit ni appelé.\n"
    )


def test_those_that_are_blocked_are_listed_in_pages():
    screen = blocked_senders_screen([sender(**BLOCKED)], 1, 3, EN, now=NOW)

    assert text(screen) == (
        "<b>Blocked</b>, the latest first\n"
        "<b>#412</b> +33 6•• ••• •78 · 1 text, 0 calls · 10 min ago"
    )
    assert taps(screen) == [
        ["unblock:412"], ["blocked:all:0", "blocked:all:2"], ["ask:unblock"],
    ]  # fmt: skip
    assert text(blocked_senders_screen([sender(**BLOCKED)], 0, 1, FR, now=NOW)).startswith(
        "<b>Bloqués</b>, les derniers d'abord\n"
    )


@pytest.mark.parametrize(
    ("words", "nobody"),
    [pytest.param(EN, "Nobody is blocked.", id="en"),
     pytest.param(FR, "Personne n'est bloqué.", id="fr")],
)  # fmt: skip
def test_nobody_is_blocked(words, nobody):
    screen = blocked_senders_screen([], 0, 1, words, now=NOW)

    assert text(screen) == nobody
    assert taps(screen) == [["ask:unblock"]]


@pytest.mark.parametrize(
    ("ids", "buttons"),
    [((3,), ["unblock:#3"]), ((3, 2, 7), ["unblock:#3 #2 #7"]),
     (tuple(range(900_000, 900_010)), [f"unblock:{n}" for n in range(900_000, 900_010)])],
)  # fmt: skip
def test_one_button_takes_back_a_block_of_several_if_there_is_room(ids, buttons):
    screen = blocked_several_screen(BlockedSeveral(ids, None, NOW, 0, 0, "EUR"), FR)

    assert taps(screen) == [[one] for one in buttons]


EVER = "\n<b>For ever</b>: until somebody unblocks them."
TOUJOURS = "\n<b>Pour toujours</b> : jusqu'à ce que quelqu'un le débloque."


@pytest.mark.parametrize(
    ("found", "english", "french"),
    [
        pytest.param(blocked(), EVER, TOUJOURS, id="nothing dropped"),
        pytest.param(blocked(1), f"{EVER}\n1 reply dropped: €0.08 saved.",
                     f"{TOUJOURS}\n1 réponse abandonnée. Économie : 0,08 €.", id="one dropped"),
        pytest.param(blocked(2), f"{EVER}\n2 replies dropped: €0.16 saved.",
                     f"{TOUJOURS}\n2 réponses abandonnées. Économie : 0,16 €.", id="two dropped"),
        pytest.param(blocked(block_note="<b>insults"),
                     "\n<b>For ever</b>, reason “&lt;b&gt;insults”.",
                     "\n<b>Pour toujours</b>, motif « &lt;b&gt;insults ».", id="with a reason"),
        pytest.param(blocked(blocked_until=NOW + timedelta(hours=1), block_note="insults"),
                     "\nUntil 18:00, reason “insults”.", "\nJusqu'à 18:00, motif « insults ».",
                     id="until tonight, with a reason"),
        pytest.param(blocked(blocked_until=NOW + timedelta(hours=24)),
                     "\nUntil 17:00 on 31 October.", "\nJusqu'à 17:00 le 31 octobre.",
                     id="until tomorrow"),
        pytest.param(blocked(1, blocked_until=NOW + timedelta(hours=1)),
                     "\nUntil 18:00.\n1 reply dropped: €0.08 saved.",
                     "\nJusqu'à 18:00.\n1 réponse abandonnée. Économie : 0,08 €.",
                     id="until tonight, one dropped"),
    ],
)  # fmt: skip
def test_what_a_block_did(found, english, french):
    assert text(blocked_screen(found, EN, now=NOW)) == (
        f"<b>#412</b> (+33 6•• ••• •78) is blocked. They get no reply and do not know.{english}"
    )
    assert text(blocked_screen(found, FR, now=NOW)) == (
        "<b>#412</b> (+33 6•• ••• •78) est bloqué. Il ne recevra pas de réponse et n'en sait rien."
        + french
    )
    assert taps(blocked_screen(found, EN, now=NOW)) == [["undo:8"]]


@pytest.mark.parametrize(
    ("restored", "english", "french"),
    [
        pytest.param(0, "", "", id="none"),
        pytest.param(1, "\n1 reply is planned again.", "\n1 réponse est de nouveau prévue.",
                     id="one"),
        pytest.param(2, "\n2 replies are planned again.", "\n2 réponses sont de nouveau prévues.",
                     id="two"),
    ],
)  # fmt: skip
def test_what_unblocking_did(restored, english, french):
    found = Unblocked(sender(), 8, restored)

    assert text(unblocked_screen(found, EN)) == (
        f"<b>#412</b> (+33 6•• ••• •78) is no longer blocked.{english}"
    )
    assert text(unblocked_screen(found, FR)) == (
        f"<b>#412</b> (+33 6•• ••• •78) n'est plus bloqué.{french}"
    )
    assert taps(unblocked_screen(found, EN)) == [["undo:8"]]


@pytest.mark.parametrize("words", BOTH, ids=language)
def test_what_a_sender_calls_themselves_is_escaped(words):
    odd = sender(masked=HOSTILE)
    blocked_one = Blocked(odd, 8, 0, 0, "EUR")

    for screen in (
        latest_senders_screen([odd], words, now=NOW),
        blocked_screen(blocked_one, words, now=NOW),
        unblocked_screen(Unblocked(odd, 8, 0), words),
    ):
        assert ESCAPED in screen.text
        assert HOSTILE not in screen.text
        check_screen(screen)


@pytest.mark.parametrize("words", BOTH, ids=language)
def test_the_longest_lists_fit(words):
    one = sender(10**12, texts=999_999, calls=999_999, **BLOCKED)

    check_screen(latest_senders_screen([one] * 8, words, now=NOW))
    check_screen(blocked_senders_screen([one] * 8, 9, 99, words, now=NOW))


def test_a_button_names_the_sender_by_handle():
    assert block_button(sender(), EN).data == "block:412"
    assert block_button(sender(**BLOCKED), EN).data == "unblock:412"
