"""The parts of the box that the page shows and controls, and how the page empties it."""

import secrets
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from simulator.box.state import BACK_WITHIN_SECONDS
from simulator.clock import utc_now
from simulator.page.drill import Drill
from simulator.page.fault_injection import FaultInjection
from simulator.page.figures import Figures
from simulator.page.team import Team
from simulator.page.time_travel import TimeTravel

_DRILL_ENDS_WITHIN_SECONDS = 30
_LOOK_SECONDS = 0.3


@dataclass
class Stage:
    """The parts of the box that the page uses.

    `empty`: returns False if the box may not be emptied, which `may_empty` says beforehand.
    `may_play`: the database is the box's own, so simulated texts may be stored in it.
    `life`: changes at each emptying, so that open pages reload. `began_at`: in box time.
    """

    figures: Figures
    drill: Drill
    fault_injection: FaultInjection
    team: Team
    time_travel: TimeTravel
    urls: Mapping[str, str]
    empty: Callable[[], bool]
    may_empty: bool
    may_play: bool
    life: str = field(default_factory=lambda: secrets.token_hex(4))
    began_at: datetime = field(default_factory=utc_now)
    _emptying: threading.Lock = field(default_factory=threading.Lock)

    @property
    def is_emptying(self) -> bool:
        """Whether the box is being emptied now."""
        return self._emptying.locked()

    def begin_again(self) -> bool:
        """Empty the box. False: it may not be emptied, or it is being emptied already."""
        if not self._emptying.acquire(blocking=False):
            return False
        try:
            self.drill.stop(wait_seconds=_DRILL_ENDS_WITHIN_SECONDS)
            if not self.empty():
                return False
            self.drill.forget()
            self.fault_injection.forget()
            self.life, self.began_at = secrets.token_hex(4), utc_now()
            return True
        finally:
            self._emptying.release()

    def wait_until_back(self) -> bool:
        """Wait until the programs are at work again after an emptying. False: they are not."""
        ends = time.monotonic() + BACK_WITHIN_SECONDS
        while not self.figures.is_back():
            if time.monotonic() > ends:
                return False
            time.sleep(_LOOK_SECONDS)
        return True
