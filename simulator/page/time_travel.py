"""Lets time pass in the box: its clock moves ahead, and everything that waits comes nearer."""

import math
import threading
import time

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from hotline.domain.health import PARTS
from hotline.store.database import Database
from simulator.clock import ahead_seconds, set_ahead, utc_now

AT_MOST_SECONDS = 24 * 3600
# People see the countdown run, and the watch looks now and then, as it would.
_STEPS, _STEP_SECONDS, _PAUSE_SECONDS = 24, 120.0, 0.15
# Well below the minute after which a silent part counts as dead.
_HEARTS_EVERY = 20.0

# Never beyond now: a heart that beat between two moves is moved by less.
_KEEP_HEARTS = text("""
    UPDATE heartbeats SET beaten_at = least(beaten_at + make_interval(secs => :moved), :now)
     WHERE name = ANY(:parts) AND beaten_at > :now - make_interval(secs => :moved + 40)
""")


class TimeTravel:
    """Moves the box's clock, as nobody else does."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._lock = threading.Lock()
        self._since_hearts = 0.0
        self._life = 0

    def let_pass(self, seconds: float) -> None:
        """So much time passes, within four seconds. ValueError: none, or more than a day."""
        if not 0 < seconds <= AT_MOST_SECONDS:
            raise ValueError("between a moment and a day can pass at once")
        steps, life = min(_STEPS, math.ceil(seconds / _STEP_SECONDS)), self._life
        for step in range(steps):
            self.move(seconds / steps, life=life)
            if step + 1 < steps:
                time.sleep(_PAUSE_SECONDS)

    def go_back(self) -> None:
        """Everything begins anew, by this machine's clock: what is passing passes no more."""
        with self._lock:
            self._life += 1
            self._since_hearts = 0.0
            set_ahead(0)

    def move(self, seconds: float, *, life: int | None = None) -> None:
        """The clock is so much further, at once; not if it went back since `life`."""
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
        """Processes beat by this machine's seconds: who was alive has beaten all that time.

        False: the database is busy or away, and is asked again at the next move.
        """
        values = {"moved": seconds, "now": utc_now(), "parts": list(PARTS)}
        try:
            with self._database.transaction() as connection:
                connection.execute(_KEEP_HEARTS, values)
        except SQLAlchemyError:
            return False
        return True
