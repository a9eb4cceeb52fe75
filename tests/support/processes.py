"""The real processes, as the Procfile starts them, with their own PostgreSQL and Redis."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import requests
from honcho.environ import parse_procfile

from hotline.settings import Settings
from hotline.store.database import Database
from hotline.store.settings import change_settings
from hotline.wiring import wire
from simulator.box.postgres import EmbeddedPostgres
from simulator.box.redis import EmbeddedRedis
from simulator.chat.network import ChatNetwork
from simulator.phone.network import PhoneNetwork
from simulator.serving import free_port
from tests.support.bots import wait_for
from tests.support.cast import LINE
from tests.support.environment import environment

ROOT = Path(__file__).parents[2]


@dataclass
class Running:
    """One process and what it said."""

    process: subprocess.Popen
    log: Path

    def kill(self) -> None:
        """kill -9, this one and its children: as a platform that loses a machine."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(timeout=10)

    def stop(self) -> int:
        """SIGTERM, as platforms stop it; the exit code."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGTERM)
        try:
            return self.process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self.kill()
            raise

    def said(self) -> str:
        return self.log.read_text()


@dataclass
class World:
    """A whole hotline of its own: servers, networks, processes."""

    folder: Path
    postgres: EmbeddedPostgres
    redis: EmbeddedRedis
    phone: PhoneNetwork
    chat: ChatNetwork
    environment: dict[str, str]
    database: Database
    running: list[Running] = field(default_factory=list)
    # With the keys of a test that has changed them.
    verifier: Database | None = None

    @property
    def web_url(self) -> str:
        return self.environment["PUBLIC_URL"]

    def run(self, name: str, **more: str) -> Running:
        """Start one line of the Procfile."""
        command = parse_procfile((ROOT / "Procfile").read_text()).processes[name]
        return self._start(name, command, more)

    def run_command(self, name: str, **more: str) -> Running:
        """Start `python -m hotline NAME`."""
        return self._start(name, f"exec python -m hotline {name}", more)

    def _start(self, name: str, command: str, more: dict[str, str]) -> Running:
        log = self.folder / f"{name}-{len(self.running)}.log"
        with log.open("w") as out:
            process = subprocess.Popen(
                command,
                shell=True,
                cwd=ROOT,
                env={**self.environment, **more},
                stdout=out,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self.running.append(Running(process, log))
        return self.running[-1]

    def start_web(self, **more: str) -> Running:
        web = self.run("web", **more)

        def answers() -> bool:
            with suppress(requests.RequestException):
                url = f"http://127.0.0.1:{more.get('PORT', self.environment['PORT'])}/healthz"
                return requests.get(url, timeout=1).status_code == 200
            return False

        wait_for(answers, seconds=20)
        return web

    def everything_said(self) -> str:
        return "\n".join(one.said() for one in self.running)


@contextmanager
def world(phone: PhoneNetwork, phone_url: str, chat: ChatNetwork, chat_url: str) -> Iterator[World]:
    """Servers are up and migrated, the first steps done; processes are the test's to start."""
    folder = Path(tempfile.mkdtemp(prefix="anti-relou-world-"))
    postgres = EmbeddedPostgres(folder / "postgres")
    redis = EmbeddedRedis(folder / "redis")
    variables = _environment(postgres, redis, phone_url, chat_url)
    database = wire(Settings.from_env(variables), process="test").database
    web = variables["PUBLIC_URL"]
    phone.lines[LINE].sms_url = f"{web}/twilio/sms#rc=2&rp=5xx,ct,rt"
    phone.lines[LINE].voice_url = f"{web}/twilio/voice"
    found = World(folder, postgres, redis, phone, chat, variables, database)
    try:
        assert found.run("release").process.wait(timeout=30) == 0
        with database.transaction() as connection:
            change_settings(connection, first_step=None)
        yield found
    finally:
        for running in found.running:
            running.kill()
        database.engine.dispose()
        redis.stop()
        postgres.stop()
        shutil.rmtree(folder, ignore_errors=True)


def _environment(
    postgres: EmbeddedPostgres, redis: EmbeddedRedis, phone_url: str, chat_url: str
) -> dict[str, str]:
    port = str(free_port())
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    kept = {
        name: os.environ[name]
        for name in ("HOME", "LANG", "TMPDIR", "NO_PROXY", "no_proxy")
        if name in os.environ
    }
    return kept | environment(
        postgres.url(),
        redis.url,
        PATH=path,
        PYTHONUNBUFFERED="1",
        PORT=port,
        HOST="127.0.0.1",
        PUBLIC_URL=f"http://127.0.0.1:{port}",
        TWILIO_API_URL=phone_url,
        TELEGRAM_API_URL=chat_url,
        REPLY_DELAY="2s",
    )
