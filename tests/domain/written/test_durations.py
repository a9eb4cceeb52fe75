"""The parser reads a duration as people write it."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotline.domain.errors import RejectedError
from hotline.domain.written.durations import (
    mentions_time,
    parse_duration,
    read_length,
    split_duration,
)
from hotline.words import LANGUAGES, Words


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("10s", 10), ("60m", 3600), ("1h30", 5400), ("45", 2700), ("2d", 172800), ("1 h 15 m", 4500),
     ("2j", 172800), ("1h05m10s", 3910), ("0s", 0), ("90 min", 5400)],
)  # fmt: skip
def test_a_duration_is_read_as_people_write_it(text, seconds):
    assert parse_duration(text) == seconds


@pytest.mark.parametrize("text", ["", "soon", "1x", "-5m", "m", "1m30", "٣m" * 9])
def test_what_is_no_duration_is_rejected(text):
    with pytest.raises(RejectedError):
        parse_duration(text)


_HALF, _HOUR, _DAY = 1800, 3600, 86_400


@pytest.mark.parametrize(
    ("seconds", "spellings"),
    [
        (_HALF, ("une demi-heure", "demi-heure", "une demie heure", "half an hour", "half hour",
                 "½ h", "0,5 h", "30 mn", "trente minutes", "thirty minutes")),
        (900, ("un quart d'heure", "Un quart d’heure", "quart d'heure", "quarter of an hour",
               "a quarter of an hour", "quinze minutes", "15 min", "0:15")),
        (2700, ("45 minutes", "45min", "trois quarts d'heure", "forty-five minutes", "0h45",
                "quarante-cinq minutes", "quarante cinq minutes", "0,75h")),
        (_HOUR, ("une heure", "1 heure", "1h", "1 H", "an hour", "one hour", "1 hour", "60 min",
                 "pendant une heure", "pour 1 h", "soixante minutes", "1:00", "1\u00a0h", "1 hr")),
        (5400, ("1h30", "1 h 30", "1:30", "1,5h", "1.5 h", "1,5 heure", "une heure et demie",
                "une heure trente", "1 heure 30", "1h 30min", "1 h 30 min", "90 minutes",
                "an hour and a half", "one and a half hours", "1 hour 30 minutes",
                "1 heure et 30 minutes", "1 hour, 30 minutes", "quatre-vingt-dix minutes")),
        (2 * _HOUR, ("2h", "2 h", "2 heures", "deux heures", "DEUX HEURES", "for two hours",
                     "pour 2 heures", "pendant 2h", "durant deux heures", "a couple of hours",
                     "2 hrs", "2 heures.", "120 min", "deux-heures")),
        (_DAY, ("24h", "24 heures", "1 jour", "un jour", "une journée", "a day", "1 day", "1j",
                "vingt-quatre heures", "vingt quatre heures", "twenty-four hours", "1d")),
        (2 * _DAY, ("pendant deux jours", "for two days", "48 h", "48h", "2 jours", "2 days")),
        (7 * _DAY, ("une semaine", "a week", "1 week", "7 jours", "sept jours", "1 sem")),
        (1260, ("vingt et une minutes", "vingt-et-une minutes", "twenty-one minutes")),
        (72 * _HOUR, ("soixante-douze heures", "septante-deux heures", "trois jours")),
        (26 * _HOUR, ("1 jour et 2 heures", "1 day and two hours", "1 j 2 h", "un jour, 2 heures")),
        (95, ("1 min 35 s", "1min35s", "95 secondes", "1 minute and 35 seconds")),
        (30 * _DAY, ("un mois", "1 month", "30 j")),
    ],
)  # fmt: skip
def test_a_length_is_read_in_either_language(seconds, spellings):
    read = {text: split_duration(text) for text in spellings}

    assert read == dict.fromkeys(spellings, (seconds, ""))
    assert {read_length(text) for text in spellings} == {seconds}


@pytest.mark.parametrize("language", LANGUAGES)
@given(seconds=st.integers(min_value=1, max_value=30 * _DAY))
def test_every_length_that_the_bot_writes_is_read_back(language, seconds):
    words = Words(language)
    shown = words.duration(timedelta(seconds=seconds))

    assert words.duration(timedelta(seconds=read_length(shown))) == shown


@pytest.mark.parametrize(
    "text",
    ["0", "0 min", "5", "45", "-2h", "- 2 heures", "un", "h", "2 ans", "400 jours", "99999h",
     "1m30", "1:75", "2h du matin", "2h et des poussières", "two", "bientôt", "pendant",
     "1 h 3", "2 %", "½", "1.5", "un m'a dit"],
)  # fmt: skip
def test_what_may_mean_two_things_or_nothing_is_no_length(text):
    with pytest.raises(RejectedError, match="not_a_duration"):
        read_length(text)


@pytest.mark.parametrize(
    ("text", "seconds", "rest"),
    [("24h insultes", _DAY, "insultes"), ("24 heures, insultes", _DAY, "insultes"),
     ("pendant deux jours : menaces", 2 * _DAY, "menaces"), ("1 h 30 Menace É", 5400, "Menace É"),
     ("24h 2 insultes", _DAY, "2 insultes"), ("une heure 5 fois", _HOUR, "5 fois"),
     ("2 jours un relou", 2 * _DAY, "un relou")],
)  # fmt: skip
def test_what_follows_a_length_is_kept_as_it_was_written(text, seconds, rest):
    assert split_duration(text) == (seconds, rest)


@pytest.mark.parametrize("text", ["insultes", "un con", "an idiot", "a man", "un m'a insulté", ""])
def test_a_reason_is_no_length(text):
    assert split_duration(text) is None
    assert not mentions_time(text)


@pytest.mark.parametrize(
    "text",
    ["pendant longtemps", "jusqu'à demain", "jusqu’à 8h", "insultes 24h", "until Monday", "48",
     "toute la nuit", "2 heurs", "for good", "pour toujours"],
)  # fmt: skip
def test_what_speaks_of_a_time_is_noticed(text):
    assert mentions_time(text)
