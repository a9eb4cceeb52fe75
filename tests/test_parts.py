"""A part that fails does not keep the next ones waiting."""

import pytest

from hotline.parts import for_each


def test_every_part_is_tried_and_the_first_failure_is_raised():
    done = []

    def do(part):
        done.append(part)
        if part in (2, 4):
            raise ValueError(part)

    with pytest.raises(ValueError, match="2"):
        for_each(range(5), do, what="a part")
    assert done == [0, 1, 2, 3, 4]


def test_where_nothing_fails_nothing_is_raised():
    for_each([1, 2], print, what="a part")
    for_each([], print, what="a part")


def test_an_end_of_the_process_is_not_held_up():
    with pytest.raises(KeyboardInterrupt):
        for_each([1], lambda _: (_ for _ in ()).throw(KeyboardInterrupt), what="a part")
