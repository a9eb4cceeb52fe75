"""/log: what was done, as the others were told, each with its moment."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.screens.log import log_screen
from hotline.domain.acts import RULES, Act
from hotline.usecases.money.add_funds import LONGEST_NOTE
from hotline.usecases.proposals.act_table import ACTS
from hotline.usecases.reports.show_log import PAGE, LogEntry, LogPage
from tests.support.screens import (
    BOTH,
    EN,
    ESCAPED,
    FR,
    HOSTILE,
    LONG_NAME,
    NAMES,
    NOW,
    all_taps,
    check_screen,
    example_of,
    labels,
    language,
    read,
    taps,
)

BY_ITSELF = replace(NAMES, by=None, by_id=None, by_itself=True)


def entry(verb, names=NAMES, at=NOW, **kept):
    return LogEntry(verb, at, kept, names, 8)


def lines(*entries, words=EN, **page):
    found = LogPage(list(entries), **{"page": 0, "pages": 1, **page})
    return read(check_screen(log_screen(found, words, now=NOW)).text).split("\n")


def said(one, words=EN):
    return lines(one, words=words)[1]


def example(act):
    """What a row of this act keeps."""
    changes = {Act.ASSURE: {"check": "key_backup"}}.get(act, {})
    return {**example_of(ACTS[act].facts).to_facts(), **changes}


def test_what_was_done_stands_with_its_moment():
    entries = (
        entry("suspend", mode_version=3),
        entry("block", at=NOW - timedelta(days=1), dropped=1, saved_micros=80_000, currency="EUR"),
    )

    assert lines(*entries) == [
        "<b>What was done</b>",
        "17:00 Alice suspended the hotline. Nothing leaves.",
        "17:00 on 29 October Alice blocked #412 (+33 6•• ••• •78). Replies dropped: 1, saved:"
        " €0.08.",
    ]
    assert lines(*entries, words=FR) == [
        "<b>Ce qui a été fait</b>",
        "17:00 Alice a suspendu la ligne. Rien ne part.",
        "17:00 le 29 octobre Alice a bloqué #412 (+33 6•• ••• •78). Réponses abandonnées : 1,"
        " économie : 0,08 €.",
    ]


def test_an_empty_log_is_one_line():
    assert lines() == ["Nothing was done yet."]
    assert lines(words=FR) == ["Rien n'a encore été fait."]


@pytest.mark.parametrize("words", BOTH, ids=language)
@pytest.mark.parametrize("act", Act)
def test_every_act_is_put_in_words(act, words):
    found = said(LogEntry(act, NOW, example(act), NAMES, 8), words)

    assert found != read(words("log.line", at="17:00", what=words("log.act.other", by="Alice",
                                                                 verb=act)))  # fmt: skip


@pytest.mark.parametrize(
    ("verb", "names", "english", "french"),
    [
        pytest.param("agree", NAMES, "Alice agreed to what somebody asked.",
                     "Alice a donné son accord à une demande.", id="agreed"),
        pytest.param("decline", NAMES, "Alice declined what somebody asked.",
                     "Alice a refusé une demande.", id="declined"),
        pytest.param("change_language", NAMES, "Alice changed their language.",
                     "Alice a changé de langue.", id="a language"),
        pytest.param("guard", BY_ITSELF, "The guard went on.", "La protection s'est activée.",
                     id="the guard"),
        pytest.param("unguard", BY_ITSELF, "The guard was lifted (the hotline).",
                     "La protection a été levée (la ligne).", id="the guard, lifted"),
        pytest.param("resume", BY_ITSELF, "The suspension is over: the hotline is open again.",
                     "La suspension est finie : la ligne est rouverte.", id="open by itself"),
    ],
)  # fmt: skip
def test_what_nobody_was_told_of_has_its_words_here(verb, names, english, french):
    assert said(entry(verb, names)) == f"17:00 {english}"
    assert said(entry(verb, names), FR) == f"17:00 {french}"


@pytest.mark.parametrize("words", BOTH, ids=language)
def test_a_block_that_ends_by_itself_is_put_in_words(words):
    """Timed blocks end without anybody: `hotline.usecases.senders.end_timed_blocks`."""
    found = said(entry("unblock", BY_ITSELF), words)

    assert "#412" in found
    assert not found.endswith(": unblock")


@pytest.mark.parametrize(
    "one",
    [
        pytest.param(entry("fly"), id="a verb of a newer program"),
        pytest.param(entry("block"), id="facts that an older program did not keep"),
        pytest.param(entry("block", dropped="many", saved_micros=0, currency="EUR"),
                     id="facts that are of another kind"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_named_by_its_verb(one):
    assert said(one) == f"17:00 Alice: {one.verb}"
    assert said(one, FR) == f"17:00 Alice : {one.verb}"


def test_the_name_of_the_person_who_did_it_is_escaped():
    names = replace(NAMES, by=HOSTILE, whom=HOSTILE)

    for verb in ("suspend", "agree", "fly", "lock"):
        found = said(entry(verb, names, mode_version=3))
        assert ESCAPED in found
        assert HOSTILE not in found


@pytest.mark.parametrize(
    ("page", "turns"),
    [
        pytest.param({}, [], id="the only page"),
        pytest.param({"pages": 3}, [["log:all:0:1"]], id="the first of everything"),
        pytest.param({"page": 1, "pages": 3}, [["log:all:0:0", "log:all:0:2"]],
                     id="in the middle of everything"),
        pytest.param({"page": 2, "pages": 3, "by": 3}, [["log:by:3:1"]],
                     id="the last of one person's"),
        pytest.param({"page": 0, "pages": 2, "on": 412}, [["log:on:412:1"]],
                     id="the first about one sender"),
        pytest.param({"page": 0, "pages": 2, "by": 10**12, "on": None}, [[f"log:by:{10**12}:1"]],
                     id="a long number"),
    ],
)  # fmt: skip
def test_pages_are_turned(page, turns):
    found = LogPage([entry("plug", lines=[])], **{"page": 0, "pages": 1, **page})

    screen = check_screen(log_screen(found, EN, now=NOW))

    assert taps(screen) == turns


def test_the_buttons_say_back_and_on():
    found = LogPage([entry("plug", lines=[])], 1, 3)

    assert labels(log_screen(found, EN, now=NOW)) == [["‹ Back", "Next ›"]]
    assert labels(log_screen(found, FR, now=NOW)) == [["‹ Avant", "Suite ›"]]


@pytest.mark.parametrize("words", BOTH, ids=language)
def test_the_longest_page_fits(words):
    names = replace(NAMES, by=LONG_NAME, whom=LONG_NAME, inviter=LONG_NAME)
    one = entry(
        "fund", names, NOW - timedelta(days=40), micros=10**12, to_micros=10**13, currency="EUR",
        note="W" * LONGEST_NOTE,
    )  # fmt: skip

    assert len(lines(*[one] * PAGE, words=words, page=9, pages=99)) == PAGE + 1


def test_every_act_that_nobody_is_told_of_has_words_in_the_log():
    for act in Act:
        assert RULES[act].is_told or EN.has(f"log.act.{act}")


@pytest.mark.parametrize(
    ("act", "age", "data"),
    [
        pytest.param(Act.SUSPEND, timedelta(minutes=9), ["undo:8"], id="fresh"),
        pytest.param(Act.SUSPEND, timedelta(minutes=11), [], id="too late"),
        pytest.param(Act.BLOCK_MANY, timedelta(hours=23), ["undo:8"], id="a day for many"),
        pytest.param(Act.PLUG, timedelta(0), [], id="that nothing undoes"),
        pytest.param("fly", timedelta(0), [], id="of a newer program"),
    ],
)
def test_what_can_still_be_undone_has_its_button(act, age, data):
    found = LogPage([LogEntry(act, NOW - age, {}, NAMES, 8)], 0, 1)
    screen = check_screen(log_screen(found, EN, now=NOW))
    assert all_taps(screen) == data
