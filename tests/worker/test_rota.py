"""Each task has its own pace, by any clock that goes forward, and never one without a pause."""

import pytest

from worker.rota import PeriodicTask, Rota


def rota(*tasks):
    return Rota(
        [PeriodicTask(name, every, lambda: None, due_in) for name, every, due_in in tasks],
        tick_seconds=1.0,
    )


def runs(rota, *, for_seconds, speed=1.0, began=1000.0):
    """{name: [machine seconds of its runs]}, with a look a second at this speed of the clock."""
    found = {}
    for second in range(for_seconds):
        machine_now = began + second
        for task in rota.take_due(now=began + second * speed, machine_now=machine_now):
            found.setdefault(task.name, []).append(second)
    return found


def test_by_this_machines_clock_each_task_has_its_pace():
    found = runs(rota(("second", 1, 0), ("five", 5, 0), ("later", 5, 7)), for_seconds=20)

    assert found["second"] == list(range(20))
    assert found["five"] == [0, 5, 10, 15]
    assert found["later"] == [7, 12, 17]


def test_looks_that_come_late_do_not_add_up():
    """A look takes a moment itself: what is due every two seconds still is at every second look."""
    tasks = rota(("two", 2, 0))
    found = [
        bool(list(tasks.take_due(now=look * 1.004, machine_now=look * 1.004))) for look in range(9)
    ]

    assert found == [True, False] * 4 + [True]


def test_where_ten_minutes_have_passed_what_runs_every_five_has_run_at_the_next_look():
    tasks = rota(("five minutes", 300, 0), ("ten minutes", 600, 600), ("hour", 3600, 0))
    runs(tasks, for_seconds=6)

    names = [one.name for one in tasks.take_due(now=1606.0, machine_now=1006.0)]
    assert names == ["five minutes", "ten minutes"]
    # Once, not once for each time that was missed.
    assert not list(tasks.take_due(now=1607.0, machine_now=1007.0))


@pytest.mark.parametrize("speed", [60, 600, 100_000])
def test_however_fast_the_clock_is_no_task_runs_without_a_pause(speed):
    tasks = rota(("two", 2, 0), ("five minutes", 300, 0), ("day", 86_400, 0))
    found = runs(tasks, for_seconds=61, speed=speed)

    assert len(found["two"]) == 61
    assert len(found["five minutes"]) == 13
    assert len(found["day"]) <= 13


def test_at_sixty_times_the_speed_every_task_keeps_up():
    found = runs(rota(("five minutes", 300, 0), ("hour", 3600, 0)), for_seconds=121, speed=60)

    assert found["five minutes"] == list(range(0, 121, 5))
    assert found["hour"] == [0, 60, 120]
