"""Whether the parts of the hotline are alive, by the age of their heartbeats."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

# Each beats every 10 s or so. `worker` is beaten by a job that went through Redis, so it proves
# the whole way of a reply; `bot` by a poll that Telegram answered.
PARTS = ("web", "worker", "redis", "bot")
_SILENT_AFTER = timedelta(seconds=60)


@dataclass(frozen=True)
class PartHealth:
    """`age` None: it has never been seen."""

    name: str
    age: timedelta | None

    @property
    def is_alive(self) -> bool:
        """Whether it beat lately."""
        return self.age is not None and self.age <= _SILENT_AFTER


def examine(ages: Mapping[str, timedelta]) -> list[PartHealth]:
    """The health of every part, in a fixed order."""
    return [PartHealth(name, ages.get(name)) for name in PARTS]
