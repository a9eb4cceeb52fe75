"""Whether the parts of the hotline are alive, by the age of their heartbeats."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from hotline.domain.facts import Facts
from hotline.domain.notices import NoticeKind

# Each beats about every 10 s. The heartbeat of `worker` comes from a job that went through Redis,
# so it proves the whole path of a reply; that of `bot` from a poll that Telegram answered.
PARTS = ("web", "worker", "redis", "bot")
_SILENT_AFTER = timedelta(seconds=60)


@dataclass(frozen=True)
class PartHealth:
    """One part. `age`: time since its last heartbeat; None: it never had one."""

    name: str
    age: timedelta | None

    @property
    def is_alive(self) -> bool:
        """Whether its last heartbeat is at most 60 s old."""
        return self.age is not None and self.age <= _SILENT_AFTER


def examine(ages: Mapping[str, timedelta]) -> list[PartHealth]:
    """The health of every part, in a fixed order."""
    return [PartHealth(name, ages.get(name)) for name in PARTS]


@dataclass(frozen=True)
class AddressFacts(Facts):
    """The host of our address. `is_unwell`: it answers, and says that it cannot keep texts."""

    host: str
    is_unwell: bool = False

    @property
    def variant(self) -> str:
        """The ending of the sentence's name."""
        return ".unwell" if self.is_unwell else ".silent"


ADDRESS_AWAY = NoticeKind("address_away", AddressFacts)
ADDRESS_BACK = NoticeKind("address_back", AddressFacts)
