"""The stage of a measurement: servers of its own, the processes on them, and the CPU they take."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import psutil
import requests

from simulator.box.postgres import EmbeddedPostgres
from simulator.box.redis import EmbeddedRedis
from simulator.serving import free_port

ACCOUNT, TOKEN, LINE = "AC" + "0" * 32, "t" * 32, "+33755501234"
KEY = "only-for-measuring-0123456789-abcdef"


@dataclass(frozen=True)
class Stage:
    """Embedded PostgreSQL and Redis, and the environment of processes that use them."""

    folder: Path
    postgres: EmbeddedPostgres
    redis: EmbeddedRedis
    environment: Mapping[str, str]

    @property
    def port(self) -> int:
        """Where the web under measurement listens."""
        return int(self.environment["PORT"])

    @property
    def url(self) -> str:
        """The address that texts are posted to."""
        return self.environment["PUBLIC_URL"] + "/twilio/sms"

    @contextmanager
    def running(self, command: Sequence[str], **more: str) -> Iterator[subprocess.Popen[bytes]]:
        """A process of this stage; with the block it is ended, and its children with it.

        A child that was left would hold the port, and the next target would be measured on it.
        """
        process = subprocess.Popen(command, env={**self.environment, **more})
        try:
            yield process
        finally:
            family = _family(process.pid)
            process.terminate()
            with suppress(subprocess.TimeoutExpired):
                process.wait(timeout=20)
            for one in family:
                with suppress(psutil.NoSuchProcess):
                    one.kill()
            process.wait()

    def wait_for_web(self, process: subprocess.Popen[bytes]) -> float:
        """Seconds until the web, which is `process`, refuses an unsigned text."""
        began = time.perf_counter()
        while time.perf_counter() - began < 20 and process.poll() is None:
            with suppress(requests.RequestException):
                if requests.post(self.url, data={"a": "b"}, timeout=1).status_code == 403:
                    return time.perf_counter() - began
            time.sleep(0.05)
        raise SystemExit("the web did not start")


@contextmanager
def a_stage() -> Iterator[Stage]:
    """Servers with nothing in them but the tables. They are gone with the block."""
    folder = Path(tempfile.mkdtemp(prefix="anti-relou-bench-"))
    postgres, redis = EmbeddedPostgres(folder / "postgres"), EmbeddedRedis(folder / "redis")
    try:
        environment = _environment(postgres.url(), redis.url)
        migration = [sys.executable, "-m", "hotline", "migrate"]
        subprocess.run(migration, env=environment, check=True, stdout=subprocess.DEVNULL,
                       stderr=subprocess.DEVNULL)  # fmt: skip
        yield Stage(folder, postgres, redis, environment)
    finally:
        redis.stop()
        postgres.stop()
        shutil.rmtree(folder, ignore_errors=True)


def _environment(database_url: str, redis_url: str) -> dict[str, str]:
    port = str(free_port())
    return os.environ | {
        "DATABASE_URL": database_url,
        "REDIS_URL": redis_url,
        "PORT": port,
        "HOST": "127.0.0.1",
        "WEB_CONCURRENCY": "2",
        "PUBLIC_URL": f"http://127.0.0.1:{port}",
        "SECRET_KEY": KEY,
        "TWILIO_ACCOUNT_SID": ACCOUNT,
        "TWILIO_AUTH_TOKEN": TOKEN,
        "TWILIO_NUMBERS": LINE,
        "TELEGRAM_BOT_TOKEN": "123456:bench-bench-bench",
        "OWNER_TELEGRAM_IDS": "1",
        "DAILY_BUDGET": "100000",
        "TOTAL_BUDGET": "100000",
        "PYTHONWARNINGS": "ignore",
    }


def cpu_seconds(pid: int) -> float:
    """What a process and its children have used, user and system."""
    return sum(_used(one) for one in _family(pid))


def memory_bytes(pid: int) -> int:
    """What a process and its children hold in memory, pages that they share counted for each."""
    found = 0
    for one in _family(pid):
        with suppress(psutil.NoSuchProcess):
            found += one.memory_info().rss
    return found


def servers_cpu_seconds(name: str) -> float:
    """What the processes named so (such as `postgres`) have used. Nothing else should run."""
    return sum(_used(one) for one in psutil.process_iter(["name"]) if name in one.info["name"])


def _family(pid: int) -> list[psutil.Process]:
    try:
        parent = psutil.Process(pid)
        return [parent, *parent.children(recursive=True)]
    except psutil.NoSuchProcess:
        return []


def _used(process: psutil.Process) -> float:
    try:
        times = process.cpu_times()
    except psutil.NoSuchProcess:
        return 0.0
    return float(times.user + times.system)
