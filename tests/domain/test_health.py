"""A silent part of the hotline counts as not alive."""

from datetime import timedelta

from hotline.domain.health import examine


def test_a_part_that_never_beat_or_is_silent_is_not_alive():
    found = examine({"web": timedelta(seconds=5), "worker": timedelta(minutes=5)})

    assert [(part.name, part.is_alive) for part in found] == [
        ("web", True), ("worker", False), ("redis", False), ("bot", False),
    ]  # fmt: skip
