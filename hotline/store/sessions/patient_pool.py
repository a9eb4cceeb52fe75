"""A pool that waits for one of its own connections when the server accepts no more.

During a deploy two formations overlap, and small plans allow 20 connections. A text that waits a
moment for a connection is kept; one that is answered 503 may be lost.
"""

from queue import Empty

from sqlalchemy.pool import ConnectionPoolEntry, QueuePool


class PatientPool(QueuePool):
    """Raises what the server said only if none of our own connections is free within the time-out.

    The time-out is `pool_timeout`, as for a pool that is full by itself.
    """

    def _do_get(self) -> ConnectionPoolEntry:
        try:
            return super()._do_get()
        except self._dialect.loaded_dbapi.OperationalError:  # type: ignore[union-attr]
            if not self.checkedout() + self.checkedin():
                raise
            try:
                return self._pool.get(True, self._timeout)
            except Empty:
                pass
            raise
