"""The first steps: what owners are asked once, one question per message."""

from enum import StrEnum


class Step(StrEnum):
    """One question; in the order in which they are asked."""

    LANGUAGE = "language"
    COUNTRIES = "countries"
    TEXT = "text"
    DELAY = "delay"
    BUDGET = "budget"
    TEAM = "team"
    TEST = "test"


STEPS = tuple(Step)


def after(step: Step) -> Step | None:
    """The next step; None if `step` was the last."""
    place = STEPS.index(step) + 1
    return STEPS[place] if place < len(STEPS) else None
