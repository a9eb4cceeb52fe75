"""Run the whole hotline on this machine: what `bin/run` does.

Ctrl-C ends all of it, and so does a closed terminal. **On a crash:** the next start ends the
orphans (simulator/box/orphans.py).
"""

import contextlib
import fcntl
import os
import signal
import subprocess
import sys
import threading
import time
import webbrowser
from collections.abc import Iterator
from pathlib import Path

import requests
from honcho.environ import parse_procfile
from honcho.manager import Manager

from simulator.box.environment import (
    LINE,
    OWN,
    PAGE,
    PAGE_PORT,
    PEOPLE,
    made_up,
    read_environment,
)
from simulator.box.migrating import migrate
from simulator.box.orphans import MARK, end_orphans
from simulator.box.ports import Ports
from simulator.box.postgres import EmbeddedPostgres
from simulator.box.redis import EmbeddedRedis
from simulator.box.sentences import language_of, words
from simulator.box.state import DATA, DATA_FOLDER, ROOT, BoxState, forget_state, write_state
from simulator.box.supervisor import KEPT, end_pause
from simulator.clock import CLOCK_FILE

# Who runs the hotline in the guide of each language, and where that guide is.
_GUIDES = {"en": ("Alice", "docs/first-steps.md"), "fr": ("Chloé", "docs/premiers-pas.md")}


def run_box() -> int:
    """Start everything and wait until it ends; return the exit code."""
    DATA.mkdir(parents=True, exist_ok=True)
    with _alone(), contextlib.ExitStack() as stack:
        environment = _complete(stack, read_environment())
        _say(words("box.migrating"))
        try:
            migrate(environment)
        except subprocess.CalledProcessError:
            return 1
        write_state(_state(environment))
        stack.callback(forget_state)
        return _run_processes(environment)


def _complete(stack: contextlib.ExitStack, environment: dict[str, str]) -> dict[str, str]:
    environment = {name: value for name, value in environment.items() if name != PAGE}
    own = [name for name in ("DATABASE_URL", "REDIS_URL") if not environment.get(name)]
    environment |= made_up(environment)
    environment |= {DATA_FOLDER: str(DATA), MARK: str(DATA), OWN: ",".join(own)}
    has_page = PAGE in environment
    _say_if_elsewhere(environment)
    # Somebody's own database never gets simulated texts or the times of time travel.
    if has_page and "DATABASE_URL" in own:
        environment[CLOCK_FILE] = str(DATA / "clock")
    if not environment.get("DATABASE_URL"):
        _say(words("box.postgres"))
        postgres = EmbeddedPostgres(DATA / "postgres")
        stack.callback(postgres.stop)
        postgres.follow_clock(DATA / "clock" if has_page else None)
        environment["DATABASE_URL"] = postgres.url()
    if not environment.get("REDIS_URL"):
        _say(words("box.redis"))
        redis = EmbeddedRedis(DATA / "redis", environment=environment)
        stack.callback(redis.stop)
        environment["REDIS_URL"] = redis.url
    path = f"{Path(sys.executable).parent}{os.pathsep}{environment.get('PATH', '')}"
    return environment | {"PATH": path, "PYTHONUNBUFFERED": "1"}


def _say_if_elsewhere(environment: dict[str, str]) -> None:
    """Say that the page has another address than usual, so that a bookmark leads nowhere."""
    usual = Ports(DATA).kept("page")
    is_usual = environment.get(PAGE, "").endswith(f":{usual}")
    if PAGE in environment and usual and not is_usual and not environment.get(PAGE_PORT):
        _say(words("box.page_elsewhere", usual=usual))


def _run_processes(environment: dict[str, str]) -> int:
    procfile = parse_procfile((ROOT / "Procfile").read_text())
    commands = {name: procfile.processes[name] for name in KEPT}
    if _is_boxed(environment, "TWILIO_API_URL") or _is_boxed(environment, "TELEGRAM_API_URL"):
        commands["simulator"] = "exec python -m simulator serve"
    if PAGE in environment:
        end_pause()
        commands |= {name: _kept(name, commands[name]) for name in KEPT}
    manager = Manager()
    for name, command in commands.items():
        manager.add_process(name, command, env=environment, cwd=str(ROOT))
    signal.signal(signal.SIGHUP, _end_quietly)
    threading.Thread(target=_announce, args=(environment,), daemon=True).start()
    manager.loop()
    # 130 and 143: a person ended it, which is no error.
    return 0 if manager.returncode in (130, 143) else manager.returncode or 1


def _kept(name: str, command: str) -> str:
    return f"exec python -m simulator.box.supervisor {name} {command.removeprefix('exec ')}"


def _end_quietly(*_: object) -> None:
    """End everything when the terminal closes, as Ctrl-C does; there is no output any more."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        os.dup2(nowhere, stream.fileno())
    os.kill(os.getpid(), signal.SIGTERM)


@contextlib.contextmanager
def _alone() -> Iterator[None]:
    # lockf, not flock: children do not inherit this lock, so a killed box frees it.
    with (DATA / "lock").open("w") as lock:
        try:
            fcntl.lockf(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise SystemExit(words("box.runs_already")) from None
        end_orphans(DATA)
        yield


def _state(environment: dict[str, str]) -> BoxState:
    return BoxState(
        web=environment["PUBLIC_URL"],
        phone=environment["TWILIO_API_URL"] if _is_boxed(environment, "TWILIO_API_URL") else None,
        chat=(
            environment["TELEGRAM_API_URL"] if _is_boxed(environment, "TELEGRAM_API_URL") else None
        ),
        line=environment["TWILIO_NUMBERS"].partition(",")[0],
        people=[(number, name) for number, name, _ in PEOPLE],
        page=environment.get(PAGE),
    )


def _is_boxed(environment: dict[str, str], name: str) -> bool:
    return environment.get(name, "").startswith("http://127.0.0.1:")


def _announce(environment: dict[str, str]) -> None:
    health = f"http://127.0.0.1:{environment['PORT']}/healthz/all"
    headers = {"Authorization": f"Bearer {environment['METRICS_TOKEN']}"}
    for _ in range(120):
        time.sleep(0.5)
        with contextlib.suppress(requests.RequestException):
            found = requests.get(health, headers=headers, timeout=2).json()
            if all(found.get(part, {}).get("alive") for part in ("worker", "bot", "redis")):
                print(_next_steps(environment), flush=True)
                _open(environment)
                return
    _say(words("box.slow"))


def _next_steps(environment: dict[str, str]) -> str:
    python = "python" if os.environ.get("VIRTUAL_ENV") else ".venv/bin/python"
    name, guide = _GUIDES[language_of(os.environ)]
    lines = [words("box.health", url=f"{environment['PUBLIC_URL']}/healthz")]
    if PAGE in environment:
        lines.insert(0, words("box.page", url=environment[PAGE]))
    if _is_boxed(environment, "TWILIO_API_URL"):
        lines += [
            words("box.number", line=LINE),
            f'  {python} -m simulator text +33612345678 "salut toi"',
        ]
    if CLOCK_FILE in environment:
        lines += [words("box.let_pass"), f"  {python} -m simulator pass 60m"]
    if _is_boxed(environment, "TELEGRAM_API_URL"):
        lines += [words("box.team", name=name), f"  {python} -m simulator chat --as {name}"]
    lines += [words("box.first_steps", file=guide), words("box.ends")]
    return "\n".join(["", words("box.running"), *(f"  {line}" for line in lines), ""])


def _open(environment: dict[str, str]) -> None:
    """Open the page in a browser, if this machine has a desktop and a person at the terminal."""
    has_desktop = sys.platform == "darwin" or any(
        environment.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY")
    )
    if PAGE in environment and has_desktop and sys.stdout.isatty():
        webbrowser.open(environment[PAGE])


def _say(sentence: str) -> None:
    print(sentence, flush=True)
