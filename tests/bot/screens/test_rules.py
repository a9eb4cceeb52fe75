"""The hotline's own rules: how often a sender is answered, and when it reminds."""

import pytest

from bot.screens.rules import rule_changed_screen, rule_line, rule_screen, steps_screen
from hotline.usecases.setup.change_rule import HotlineRule, HotlineRuleChanged
from tests.support.screens import EN, FR, check_screen, labels, read, taps

REPEAT, REMINDER = HotlineRule.REPEAT, HotlineRule.REMINDER
LINES = [
    pytest.param(REPEAT, None, "Each sender gets one reply, for life.",
                 "Chaque numéro reçoit une seule réponse, une fois pour toutes.",
                 id="once for life"),
    pytest.param(REPEAT, 1, "A sender may be answered again after 1 day.",
                 "Un même numéro peut recevoir une nouvelle réponse après 1 jour.",
                 id="after a day"),
    pytest.param(REPEAT, 2, "A sender may be answered again after 2 days.",
                 "Un même numéro peut recevoir une nouvelle réponse après 2 jours.",
                 id="after two days"),
    pytest.param(REPEAT, 365, "A sender may be answered again after 365 days.",
                 "Un même numéro peut recevoir une nouvelle réponse après 365 jours.",
                 id="after a year"),
    pytest.param(REMINDER, 60,
                 "After 1 min: everybody is told again.",
                 "Au bout de 1 min : toute l'équipe est prévenue de nouveau.",
                 id="after a minute"),
    pytest.param(REMINDER, 300,
                 "After 5 min: everybody is told again.",
                 "Au bout de 5 min : toute l'équipe est prévenue de nouveau.",
                 id="after five minutes"),
    pytest.param(HotlineRule.ELSEWHERE, 900,
                 "After 15 min: by the second way too (ALERT_URLS).",
                 "Au bout de 15 min : aussi par la deuxième voie (ALERT_URLS).",
                 id="the second way"),
    pytest.param(HotlineRule.LOUDER, 1800,
                 "After 30 min: everybody once more, in louder words.",
                 "Au bout de 30 min : toute l'équipe encore, en mots plus forts.",
                 id="louder"),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "value", "english", "french"), LINES)
def test_a_rule_is_one_sentence(rule, value, english, french):
    assert read(rule_line(rule, value, EN)) == english
    assert read(rule_line(rule, value, FR)) == french
    assert read(check_screen(rule_screen(rule, value, EN)).text) == english


@pytest.mark.parametrize(("rule", "value", "english", "french"), LINES)
def test_a_rule_that_was_changed_can_be_undone(rule, value, english, french):
    changed = HotlineRuleChanged(8, rule, value)

    assert read(check_screen(rule_changed_screen(changed, EN)).text) == english
    assert read(check_screen(rule_changed_screen(changed, FR)).text) == french
    assert taps(rule_changed_screen(changed, EN)) == [["undo:8"]]


@pytest.mark.parametrize(
    ("rule", "value", "data"),
    [
        pytest.param(REPEAT, None, ["repeat:30", "repeat:90", "repeat:365"], id="once for life"),
        pytest.param(REPEAT, 30, ["repeat:never", "repeat:90", "repeat:365"], id="a month"),
        pytest.param(REPEAT, 7, ["repeat:never", "repeat:30", "repeat:90", "repeat:365"],
                     id="a week, which is not offered"),
        pytest.param(REMINDER, 300, ["reminder:120", "reminder:600", "reminder:1800"],
                     id="five minutes"),
    ],
)  # fmt: skip
def test_what_else_it_might_be_is_offered(rule, value, data):
    assert taps(rule_screen(rule, value, EN)) == [data]


def test_the_buttons_say_how_long():
    assert labels(rule_screen(REPEAT, 365, EN)) == [["Once for life", "30 days", "90 days"]]
    assert labels(rule_screen(REPEAT, 365, FR)) == [
        ["Une fois pour toutes", "30 jours", "90 jours"]
    ]
    assert labels(rule_screen(REMINDER, 300, FR)) == [["2 min", "10 min", "30 min"]]


def test_the_steps_of_a_night_are_on_one_screen():
    values = {HotlineRule.REMINDER: 300, HotlineRule.ELSEWHERE: 900, HotlineRule.LOUDER: 1800}
    screen = check_screen(steps_screen(values, EN))

    assert read(screen.text).split("\n")[:4] == [
        "<b>If nobody looks after a raid:</b>",
        "After 5 min: everybody is told again.",
        "After 15 min: by the second way too (ALERT_URLS).",
        "After 30 min: everybody once more, in louder words.",
    ]
    assert taps(screen) == [["reminder:now"], ["elsewhere:now"], ["louder:now"]]
