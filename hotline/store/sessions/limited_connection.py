"""A connection that gives up when the server does not answer: a frozen one never would.

A server-side time-out cannot fire in a server that is frozen, and TCP sees nothing wrong: the
kernel beside it still confirms every packet.
"""

from typing import Any

import psycopg
from psycopg.abc import RV, PQGen

# Longer than the server's own limit for a statement (4 s), shorter than Twilio's patience (15 s).
ANSWERS_WITHIN_SECONDS = 5.0


class LimitedConnection(psycopg.Connection[Any]):
    """Closes itself and raises psycopg.OperationalError after 5 s without an answer.

    `answers_within`: seconds; None while a migration works, which may take minutes.
    """

    answers_within: float | None = ANSWERS_WITHIN_SECONDS

    def wait(self, gen: PQGen[RV], interval: float = 0.1, timeout: float | None = None) -> RV:
        """Wait for the server as psycopg does, but not for ever."""
        limit = self.answers_within if timeout is None else timeout
        try:
            return super().wait(gen, interval, limit)
        except psycopg.errors._WaitTimeout:  # psycopg exports no other name for it
            # Closed, so that the pool throws it away.
            self.pgconn.finish()
            raise psycopg.OperationalError("the server does not answer") from None
