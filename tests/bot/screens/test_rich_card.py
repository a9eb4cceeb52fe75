"""The rich card: what the plain one says, and what folds under it, with who sends most."""

from datetime import timedelta

import pytest

from bot.screens.incidents.card import head_lines, incident_card
from bot.screens.incidents.rich_card import rich_card
from hotline.domain.acts import Act
from hotline.domain.incidents import Busy
from hotline.domain.replies import ReplyStatus
from hotline.domain.roles import Role
from hotline.usecases.incidents.show_incident import ShownAct
from tests.support.screens import BOTH, EN, FR, NOW, check_rich, incident, language, read, view

BUSIEST = (
    Busy(412, 1_200, 3, is_blocked=True, reply=ReplyStatus.DROPPED),
    Busy(9, 40, 0, is_blocked=False, reply=ReplyStatus.HELD),
    Busy(7, 0, 12, is_blocked=False, reply=None),
)
ACT = ShownAct(Act.SUSPEND, None, NOW, 0)


def card(found, words=EN, busiest=BUSIEST, **more):
    return check_rich(rich_card(found, busiest, words, now=NOW, **more))


def rows_of(shown):
    table = shown.below.split("<table>")[1].split("</table>")[0]
    return [
        [cell.partition(">")[2] for cell in row.replace("</th>", "</td>").split("</td>")[:-1]]
        for row in table.replace("</tr>", "").split("<tr>")[1:]
    ]


@pytest.mark.parametrize("words", BOTH, ids=language)
def test_it_begins_with_the_five_lines_of_the_plain_card(words):
    found = view()
    title, *lines = head_lines(found, words, now=NOW)

    assert card(found, words).top == f"<h3>{title}</h3>" + "".join(f"<p>{x}</p>" for x in lines)
    assert incident_card(found, words, now=NOW).text.startswith(title)


def test_who_sends_most_stands_in_a_table_with_what_becomes_of_their_reply():
    assert rows_of(card(view())) == [
        ["Sender", "Texts", "Calls", "Reply"],
        ["#412", "1,200", "3", "blocked"],
        ["#9", "40", "0", "held"],
        ["#7", "0", "12", "none due"],
    ]
    assert rows_of(card(view(), FR))[0] == ["Expéditeur", "Textos", "Appels", "Réponse"]
    assert read(rows_of(card(view(), FR))[1][1]) == "1 200"
    assert [row[3] for row in rows_of(card(view(), FR))[1:]] == ["bloqué", "retenue", "aucune due"]


def test_what_there_is_nothing_of_has_no_heading():
    bare = card(view(acts=[]), busiest=())

    assert bare.below.count("<details>") == 1
    assert card(view(acts=[ACT])).below.count("<details>") == 3
    assert "<li>" in card(view(acts=[ACT])).below


def test_it_ends_with_when_it_was_last_true():
    assert card(view()).below.endswith("</footer>")
    assert "17:00" in card(view()).below.rpartition("<footer>")[2]


@pytest.mark.parametrize("words", BOTH, ids=language)
@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize(
    "found",
    [
        pytest.param(view(), id="a raid"),
        pytest.param(view(incident(closed_at=NOW - timedelta(minutes=5))), id="over"),
        pytest.param(view(acts=[ACT]), id="something was done"),
    ],
)
def test_its_buttons_are_those_of_the_plain_card(found, role, words):
    plain = incident_card(found, words, now=NOW, role=role)

    assert card(found, words, role=role).rows == plain.rows
