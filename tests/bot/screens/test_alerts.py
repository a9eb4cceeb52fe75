"""/alerts: what sounds and when, and a button for each other choice."""

from datetime import timedelta

import pytest

from bot.screens.alerts import (
    TABLE_NUMBERS,
    alerts_screen,
    quiet_screen,
    table_answer_screen,
    table_screen,
)
from hotline.domain.sounds import Alerts, Level
from tests.support.screens import (
    BOTH,
    EN,
    FR,
    NOW,
    all_taps,
    check_rich,
    check_screen,
    label_of,
    labels,
    language,
    read,
    taps,
)


def screen(alerts, words=EN):
    return check_screen(alerts_screen(alerts, words, now=NOW))


def lines(alerts, words=EN):
    return read(screen(alerts, words).text).split("\n")


def test_what_somebody_hears_who_has_chosen_nothing():
    assert lines(Alerts()) == [
        "<b>Your alerts.</b> Everything is always told; this is about sounds, on your phone only.",
        "Sounds: everything that matters.",
        "No quiet hours.",
        "Raids sound even then.",
        "You may read what senders write, one at a time, hidden until you touch it.",
        "No daily digest.",
    ]
    assert lines(Alerts(), FR) == [
        "<b>Vos alertes.</b> Tout est toujours dit ; ceci règle les sons, sur votre téléphone"
        " seulement.",
        "Sonne : tout ce qui compte.",
        "Pas d'heures calmes.",
        "Les raids sonnent quand même.",
        "Vous pouvez lire ce qu'ils écrivent, un texto à la fois, caché jusqu'à ce que vous le"
        " touchiez.",
        "Pas de bilan quotidien.",
    ]


@pytest.mark.parametrize(
    ("alerts", "english", "french"),
    [
        pytest.param(Alerts(level=Level.RAIDS), "Sounds: raids only.",
                     "Sonne : les raids seulement.", id="raids only"),
        pytest.param(
            Alerts(level=Level.IMPORTANT),
            "Sounds: what is important (raids, money used up, people coming in or locked,"
            " questions to you).",
            "Sonne : l'important (raids, budget épuisé, arrivées, téléphones gelés, demandes"
            " d'accord).",
            id="what is important",
        ),
        pytest.param(Alerts(quiet=(22, 8)), "Quiet from 22:00 to 8:00.", "Calme de 22 h à 8 h.",
                     id="quiet at night"),
        pytest.param(Alerts(raids_sound=False), "Raids come without a sound then.",
                     "Les raids arrivent alors sans un son.", id="raids are quiet too"),
        pytest.param(Alerts(muted_until=NOW + timedelta(hours=8)), "<b>Muted until 01:00 on 31"
                     " October.</b>", "<b>En silence jusqu'à 01:00 le 31 octobre.</b>",
                     id="muted"),
        pytest.param(Alerts(sees_texts=False), "You do not see what senders write.",
                     "Vous ne voyez pas ce qu'ils écrivent.", id="no texts"),
        pytest.param(Alerts(digest_hour=8),
                     "Daily digest at 8:00, when there is something to say.",
                     "Bilan quotidien à 8 h, quand il y a quelque chose à dire.", id="a digest"),
    ],
)  # fmt: skip
def test_each_choice_is_said(alerts, english, french):
    assert english in lines(alerts)
    assert french in lines(alerts, FR)


@pytest.mark.parametrize("until", [None, NOW - timedelta(seconds=1), NOW])
def test_a_silence_that_is_over_is_not_mentioned(until):
    alerts = Alerts(muted_until=until)

    assert not any("Muted" in line for line in lines(alerts))
    assert "alerts:mute:on" in all_taps(screen(alerts))


def test_every_other_choice_is_a_tap_away():
    assert labels(screen(Alerts())) == [
        ["Sound: important", "Sound: raids only"],
        ["Quiet hours", "Raids silent then too"],
        ["Mute for 8 h", "I don't want to see texts"],
        ["Digest at 8:00", "Cards with a table…"],
        ["If nobody looks after a raid"],
    ]
    assert labels(screen(Alerts(), FR)) == [
        ["Sons : l'important", "Sons : raids seuls"],
        ["Heures calmes", "Raids : sans son aussi"],
        ["Silence pendant 8 h", "Je ne veux pas voir de textos"],
        ["Bilan à 8 h", "Fiches avec un tableau…"],
        ["Si personne ne s'occupe d'un raid"],
    ]
    assert taps(screen(Alerts())) == [
        ["alerts:level:important", "alerts:level:raids"],
        ["alerts:hours:choose", "alerts:raids:off"],
        ["alerts:mute:on", "alerts:texts:off"],
        ["alerts:digest:8", "alerts:table:ask"],
        ["reminder:steps"],
    ]


def test_what_is_off_can_be_switched_on():
    alerts = Alerts(
        Level.RAIDS, raids_sound=False, sees_texts=False, muted_until=NOW + timedelta(hours=1)
    )

    assert all_taps(screen(alerts)) == [
        "alerts:level:everything", "alerts:level:important", "alerts:hours:choose",
        "alerts:raids:on", "alerts:mute:off", "alerts:texts:on", "alerts:digest:8",
        "alerts:table:ask", "reminder:steps",
    ]  # fmt: skip
    assert labels(screen(alerts))[1:3] == [
        ["Quiet hours", "Raids may sound then"],
        ["End the silence", "Let me see texts"],
    ]


@pytest.mark.parametrize(
    ("hour", "following"),
    [
        pytest.param(None, "8", id="none, then the morning"),
        pytest.param(8, "12", id="the morning, then noon"),
        pytest.param(12, "18", id="noon, then the evening"),
        pytest.param(18, "21", id="the evening, then late"),
        pytest.param(21, "off", id="late, then none"),
        pytest.param(9, "off", id="an hour that is not offered, then none"),
    ],
)
def test_the_digest_goes_round_the_hours(hour, following):
    shown = screen(Alerts(digest_hour=hour))

    label = "No digest" if following == "off" else f"Digest at {following}:00"
    assert label_of(shown, f"alerts:digest:{following}") == label


def test_quiet_hours_are_offered():
    shown = check_screen(quiet_screen(EN))

    assert read(shown.text) == (
        "<b>Quiet from when to when?</b> Another span: write it to me as /alerts quiet 21-6."
    )
    assert taps(shown) == [
        ["alerts:quiet:22-8"], ["alerts:quiet:23-7"], ["alerts:quiet:0-9"],
        ["alerts:quiet:20-10"], ["alerts:quiet:8-18"], ["alerts:quiet:off"],
    ]  # fmt: skip
    assert labels(shown)[0] == ["22:00 – 8:00"]
    assert labels(quiet_screen(FR))[0] == ["22 h – 8 h"]
    assert labels(quiet_screen(FR))[-1] == ["Pas d'heures calmes"]


@pytest.mark.parametrize("words", BOTH, ids=language)
@pytest.mark.parametrize("level", Level)
def test_everything_chosen_at_once_fits(level, words):
    screen(Alerts(level, (0, 23), False, NOW + timedelta(days=9), False, 21), words)


def test_who_sees_rich_cards_can_go_back_to_plain_ones():
    alerts = Alerts(sees_rich=True)

    assert (
        lines(alerts)[-1] == "Cards of incidents: plain, and below it one with a table that folds."
    )
    assert label_of(screen(alerts), "alerts:rich:off") == "Plain cards only"


@pytest.mark.parametrize("right", TABLE_NUMBERS)
@pytest.mark.parametrize("words", BOTH, ids=language)
def test_only_who_reads_the_table_can_say_which_number_is_in_it(right, words):
    shown = check_rich(table_screen(right, words))

    assert f"<td>{right}</td>" in shown.top
    numbers, (nothing,) = shown.rows
    assert [one.data == "alerts:rich:on" for one in numbers] == [
        one.label == str(right) for one in numbers
    ]
    assert nothing.data == "alerts:table:none"


@pytest.mark.parametrize("words", BOTH, ids=language)
@pytest.mark.parametrize("answer", ["sent", "refused", "wrong", "none"])
def test_what_became_of_the_test_is_said(answer, words):
    shown = check_screen(table_answer_screen(answer, words))

    assert all_taps(shown) == ([] if answer in ("sent", "refused") else ["alerts:table:ask"])
