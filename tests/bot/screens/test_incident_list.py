"""/incidents: what there was, each with its card."""

from datetime import timedelta

import pytest

from bot.screens.incidents.incident_list import incidents_screen
from hotline.domain.detection.evidence import Kind
from hotline.usecases.incidents.list_incidents import PAGE
from tests.support.screens import (
    BOTH,
    EN,
    FR,
    NOW,
    check_screen,
    incident,
    labels,
    language,
    read,
    summary,
    taps,
)


def shown(*found, words=EN, page=0, pages=1):
    return check_screen(incidents_screen(list(found), page, pages, words, now=NOW))


def lines(*found, words=EN):
    return read(shown(*found, words=words).text).split("\n")


def over(**figures):
    return incident(closed_at=NOW, summary=summary(**figures))


def test_no_incident_yet_is_one_line():
    assert lines() == ["There has been no incident."]
    assert lines(words=FR) == ["Il n'y a pas eu d'incident."]
    assert shown().rows == []


def test_incidents_are_listed_the_newest_first():
    found = [incident(id=4), over()]

    assert lines(*found) == [
        "<b>Incidents,</b> the newest first:",
        "<b>4</b> 16:30, raid: goes on.",
        "<b>3</b> 16:30, raid: 305 texts and calls from 41 senders, saved €24.00.",
    ]
    assert lines(*found, words=FR) == [
        "<b>Incidents,</b> les plus récents d'abord :",
        "<b>4</b> 16:30, raid : en cours.",
        "<b>3</b> 16:30, raid : 305 textos et appels de 41 expéditeurs, économie 24,00 €.",
    ]


@pytest.mark.parametrize(
    ("messages", "senders", "english", "french"),
    [
        pytest.param(0, 0, "0 texts and calls from 0 senders", "0 texto ou appel de 0 expéditeur",
                     id="none"),
        pytest.param(1, 1, "1 text or call from 1 sender", "1 texto ou appel de 1 expéditeur",
                     id="one"),
        pytest.param(2, 2, "2 texts and calls from 2 senders",
                     "2 textos et appels de 2 expéditeurs", id="two"),
    ],
)  # fmt: skip
def test_what_came_is_counted(messages, senders, english, french):
    found = over(messages=messages, senders=senders)

    assert lines(found)[1] == f"<b>3</b> 16:30, raid: {english}, saved €24.00."
    assert lines(found, words=FR)[1] == f"<b>3</b> 16:30, raid : {french}, économie 24,00 €."


@pytest.mark.parametrize(
    ("changes", "french"),
    [
        pytest.param({"kind": Kind.RAID}, "raid", id="a raid"),
        pytest.param({"kind": Kind.SURGE}, "affluence", id="a surge"),
        pytest.param({"kind": Kind.DRAIN}, "fuite lente", id="a drain"),
        pytest.param({"dismissed_at": NOW}, "rien d'inquiétant", id="dismissed"),
    ],
)
def test_each_is_called_what_it_was(changes, french):
    assert lines(incident(**changes), words=FR)[1] == f"<b>3</b> 16:30, {french} : en cours."
    kind = EN("incident.kind.dismissed" if "dismissed_at" in changes
              else f"incident.kind.{changes['kind']}")  # fmt: skip
    assert lines(incident(**changes))[1] == f"<b>3</b> 16:30, {kind}: goes on."


def test_one_of_another_day_says_which():
    found = incident(onset_at=NOW - timedelta(days=1))

    assert lines(found)[1] == "<b>3</b> 17:00 on 29 October, raid: goes on."


def test_one_that_is_over_and_not_summed_up_yet_is_shown_all_the_same():
    assert lines(incident(closed_at=NOW))[1].startswith("<b>3</b> 16:30, raid")


@pytest.mark.parametrize(
    ("page", "turns"),
    [
        pytest.param(0, ["incidents:all:1"], id="the first"),
        pytest.param(1, ["incidents:all:0", "incidents:all:2"], id="in the middle"),
        pytest.param(2, ["incidents:all:1"], id="the last"),
    ],
)
def test_each_has_its_card_and_pages_are_turned(page, turns):
    screen = shown(incident(id=4), incident(), page=page, pages=3)

    assert taps(screen) == [["incident:4"], ["incident:3"], turns]
    assert labels(screen)[:2] == [["Incident 4"], ["Incident 3"]]


@pytest.mark.parametrize("words", BOTH, ids=language)
def test_the_longest_page_fits(words):
    one = incident(
        id=10**9, kind=Kind.DRAIN, onset_at=NOW - timedelta(days=40), closed_at=NOW,
        summary=summary(messages=999_999, senders=99_999, saved_micros=10**13),
    )  # fmt: skip

    shown(*[one] * PAGE, words=words, page=99, pages=101)
