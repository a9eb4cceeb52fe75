"""The picture of an incident: its title, what its bars are made of, what is shaded."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.pictures.canvas import TITLE, fitting
from bot.pictures.chart import Shape
from bot.pictures.traffic import (
    ANSWERED,
    HELD,
    SHADES,
    UNANSWERED,
    draw_traffic,
    traffic_chart,
)
from hotline.domain.modes import Mode, ModeSpan
from hotline.usecases.incidents.show_traffic import ShownMinute, Traffic, TrafficState
from hotline.words import LANGUAGES, Words

EN, FR = Words("en"), Words("fr")
START = datetime(2026, 11, 27, 15, 0, tzinfo=UTC)


def at(minutes):
    return START + timedelta(minutes=minutes)


def traffic(state=TrafficState.RAID_GUARDED, *, length=60, onset=20, modes=(), acts=(), usual=1.0):
    quiet, raid = (1, 0, 0), (2, 10, 48)
    minutes = [
        ShownMinute(at(n), *(raid if n >= onset else quiet), usual=usual) for n in range(length)
    ]
    acts = [at(n) for n in acts]
    return Traffic("Europe/Paris", state, at(onset), minutes, list(modes), acts)


def labels(ticks):
    return [tick.label for tick in ticks]


def test_the_title_says_what_it_is_and_what_is_done_about_it():
    titles = {
        TrafficState.RAID_GUARDED: ("RAID: the protection holds", "RAID : la protection tient"),
        TrafficState.RAID_UNGUARDED: ("RAID: no protection", "RAID : sans protection"),
        TrafficState.SURGE: ("Surge: many people at once", "Affluence : beaucoup de monde"),
        TrafficState.OVER_RAID: ("Over: it was a raid", "Fini : c’était un raid"),
    }
    for state, said in titles.items():
        shown = [traffic_chart(traffic(state), words).title for words in (EN, FR)]
        assert [title.replace("\xa0", " ") for title in shown] == list(said)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("state", TrafficState)
def test_every_title_fits_at_its_full_size(state, language):
    title = traffic_chart(traffic(state), Words(language)).title

    assert fitting(title, 314, size=TITLE, is_bold=True) == TITLE


def test_only_a_raid_without_protection_has_the_colour_of_danger():
    accents = {state: traffic_chart(traffic(state), EN).accent for state in TrafficState}
    danger = accents.pop(TrafficState.RAID_UNGUARDED)

    assert danger not in accents.values()


def test_a_bar_is_split_into_what_is_answered_held_and_has_no_reply():
    bars = traffic_chart(traffic(), EN).bars

    assert [(p.look, p.low, p.high) for p in bars[-1].parts] == [
        (ANSWERED, 0, 2), (HELD, 2, 12), (UNANSWERED, 12, 60),
    ]  # fmt: skip
    assert [p.high - p.low for p in bars[0].parts] == [1, 0, 0]


def test_what_was_guarded_and_suspended_is_shaded_and_labelled():
    modes = [
        ModeSpan(Mode.GUARDED, at(30), at(45)),
        ModeSpan(Mode.SUSPENDED, at(45), at(60)),
    ]
    shades = traffic_chart(traffic(modes=modes), EN).shades

    assert [(s.begins, s.ends, s.label) for s in shades] == [
        (0.5, 0.75, "protected"), (0.75, 1.0, "suspended"),
    ]  # fmt: skip
    assert [s.look for s in shades] == [SHADES[Mode.GUARDED], SHADES[Mode.SUSPENDED]]


def test_acts_of_people_are_few_marks_that_differ_from_the_shades():
    chart = traffic_chart(traffic(acts=(30, 30, 31, 45, *range(46, 60))), EN)

    assert chart.marks[0] == pytest.approx(0.5)
    assert len(chart.marks) <= 8
    assert all(b - a >= 0.04 for a, b in zip(chart.marks, chart.marks[1:], strict=False))
    assert [key.label for key in chart.legend if key.shape is Shape.MARK] == ["acts of the team"]
    none = traffic_chart(traffic(), EN)
    assert not none.marks
    assert Shape.MARK not in [key.shape for key in none.legend]


def test_a_long_incident_has_sixty_bars_at_most_which_are_means():
    chart = traffic_chart(traffic(length=480, onset=0), EN)

    assert len(chart.bars) == 48
    assert chart.bars[5].parts[-1].high == 60
    assert chart.bars[0].begins == 0
    assert chart.bars[-1].ends <= 1


def test_there_are_few_ticks_and_the_onset_stands_out():
    for length in (6, 60, 480):
        chart = traffic_chart(traffic(length=length, onset=min(20, length - 1)), FR)
        strong = [tick for tick in chart.x_ticks if tick.is_strong]
        assert [tick.at for tick in strong] == [chart.upright]
        assert len(chart.x_ticks) <= 6
        assert 1 <= len(chart.y_ticks) <= 2
    assert labels(strong) == ["16:20"]
    assert labels(chart.y_ticks) == ["30", "60 par min"]


def test_an_onset_before_the_picture_is_not_drawn_at_its_edge():
    early = traffic(length=480, onset=-30)

    assert traffic_chart(early, EN).upright is None


def test_the_usual_is_a_line_only_where_it_would_be_seen():
    seen, unseen = (traffic_chart(traffic(usual=usual), EN) for usual in (20.0, 1.0))

    assert [line.value for line in seen.lines] == [20.0]
    assert not unseen.lines
    assert Shape.DASHES in [key.shape for key in seen.legend]
    assert Shape.DASHES not in [key.shape for key in unseen.legend]


def test_a_single_empty_minute_is_drawn_too():
    alone = traffic(length=1, onset=1)

    assert draw_traffic(alone, FR).startswith(b"\x89PNG")
