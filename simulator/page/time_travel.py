"""Time travel: moves the box's clock ahead, so that everything that waits is due sooner."""

import math
import threading
import time

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from hotline.domain.health import PARTS
from hotline.store.database import Database
from hotline.store.upkeep.store_life import STORE
from simulator.clock import ahead_seconds, set_ahead, utc_now

AT_MOST_SECONDS = 24 * 3600
# In steps: people see the countdown run, and the watch of the traffic still looks in between.
_STEPS, _STEP_SECONDS, _PAUSE_SECONDS = 24, 120.0, 0.15
# Box seconds between updates of the heartbeats: a part counts as dead after a silent minute.
_HEARTS_EVERY = 20.0

# Never beyond now: a heartbeat between two moves is moved by less.
_KEEP_HEARTS = text("""
    UPDATE heartbeats SET beaten_at = least(beaten_at + make_interval(secs => :moved), :now)
     WHERE name = ANY(:parts) AND beaten_at > :now - make_interval(secs => :moved + 40)
""")


class TimeTravel:
    """Moves the box's clock. Nothing else does."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._lock = threading.Lock()
        self._since_hearts = 0.0
        self._life = 0

    def let_pass(self, seconds: float) -> None:
        """Travel `seconds` ahead, within four real seconds. Raises ValueError: 0, or over a day."""
        if not 0 < seconds <= AT_MOST_SECONDS:
            raise ValueError("between a moment and a day can pass at once")
        steps, life = min(_STEPS, math.ceil(seconds / _STEP_SECONDS)), self._life
        for step in range(steps):
            self.move(seconds / steps, life=life)
            if step + 1 < steps:
                time.sleep(_PAUSE_SECONDS)

    def go_back(self) -> None:
        """Return to this machine's clock; a journey under way goes no further."""
        with self._lock:
            self._life += 1
            self._since_hearts = 0.0
            set_ahead(0)

    def move(self, seconds: float, *, life: int | None = None) -> None:
        """Move the clock ahead at once. `life`: do nothing if the clock went back since then."""
        if seconds <= 0:
            return
        with self._lock:
            if life not in (None, self._life):
                return
            set_ahead(ahead_seconds() + seconds)
            self._since_hearts += seconds
            is_time = self._since_hearts >= _HEARTS_EVERY
            if is_time and self._keep_hearts(self._since_hearts):
                self._since_hearts = 0.0

    def _keep_hearts(self, seconds: float) -> bool:
        """Move the heartbeats along: a part that was alive counts as alive all the time.

        The parts beat by this machine's seconds, so a jump of the clock would make them look dead,
        and the store look like one that was restored from an old backup.
        False: the database is busy or down; the next move tries again.
        """
        values = {"moved": seconds, "now": utc_now(), "parts": [*PARTS, STORE]}
        try:
            with self._database.transaction() as connection:
                connection.execute(_KEEP_HEARTS, values)
        except SQLAlchemyError:
            return False
        return True
