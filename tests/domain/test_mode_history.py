"""When it was guarded or suspended, from the acts that changed the mode."""

from datetime import UTC, datetime, timedelta

from hotline.domain.acts import Act
from hotline.domain.modes import Mode, ModeChange, ModeSpan, mode_after, mode_spans

START = datetime(2026, 10, 30, 16, tzinfo=UTC)
G, S, O = Mode.GUARDED, Mode.SUSPENDED, Mode.OPEN  # noqa: E741


def at(minutes):
    return START + timedelta(minutes=minutes)


def spans(*changes, since=0, until=60):
    found = mode_spans([ModeChange(at(n), mode) for n, mode in changes], at(since), at(until))
    return [(span.mode, (span.begins_at - START).seconds // 60,
             (span.ends_at - START).seconds // 60) for span in found]  # fmt: skip


def test_a_guard_lasts_until_it_is_left():
    assert spans((10, G), (40, O)) == [(G, 10, 40)]
    assert spans((10, G)) == [(G, 10, 60)]
    assert spans((10, G), (20, S), (30, G), (40, O)) == [(G, 10, 20), (S, 20, 30), (G, 30, 40)]


def test_what_began_before_is_cut_at_the_beginning():
    assert spans((5, S), (20, O), since=10) == [(S, 10, 20)]
    assert spans((1, S), (5, O), since=10) == []
    assert spans() == []


def test_one_mode_that_is_entered_twice_is_one_span():
    assert spans((10, G), (20, G), (30, O)) == [(G, 10, 30)]


def test_what_lasts_no_time_is_no_span():
    assert spans((10, G), (10, O), (20, S)) == [(S, 20, 60)]


def test_each_act_leads_to_its_mode():
    assert mode_after(Act.GUARD, is_guarded=False) is G
    assert mode_after(Act.UNGUARD, is_guarded=False) is O
    assert mode_after(Act.SUSPEND, is_guarded=False) is S
    assert mode_after(Act.RESUME, is_guarded=False) is O
    assert mode_after(Act.RESUME, is_guarded=True) is G
    assert ModeSpan(G, at(0), at(1)) in mode_spans([ModeChange(at(0), G)], at(0), at(1))
