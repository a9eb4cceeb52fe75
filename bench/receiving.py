"""How many texts a second are received: ours beside a bare route and a tutorial's code.

Each target runs as we serve (granian, two processes) and as people serve Flask (gunicorn, two
processes of four threads). Rounds are interleaved, since the speed of a machine changes by the
minute: only ratios within a round mean something, and their spread is shown.
"""

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg

from bench import texts
from bench.door import worst_while_held
from bench.light_client import Timing, send_all
from bench.stage import Stage, cpu_seconds, servers_cpu_seconds

CLIENTS = (1, 16, 64)
_BIN = Path(sys.executable).parent
_WARM_UP = 400
# {what is sent: (how it is made, the status of its answer)}
KINDS: dict[str, tuple[Callable[[str, int], list[bytes]], int]] = {
    "one sender": (texts.one_sender, 200),
    "repeats": (texts.repeats, 200),
    "forged": (texts.forged, 403),
    "unsigned": (texts.unsigned, 403),
}


@dataclass(frozen=True)
class Row:
    """One target with one kind of texts and so many clients, in one round.

    CPU in milliseconds a text; `transactions` and `wal_bytes` are a text's share in PostgreSQL.
    """

    target: str
    kind: str
    clients: int
    timing: Timing
    web_ms: float
    postgres_ms: float
    redis_ms: float
    transactions: float
    wal_bytes: float


def commands(port: int) -> dict[str, list[str]]:
    """{target: command}."""
    granian = [
        str(_BIN / "granian"), "--interface", "wsgi", "--factory", "--workers", "2",
        "--blocking-threads", "8", "--no-ws", "--http", "1", "--log-level", "error",
        "--workers-kill-timeout", "10",
        "--host", "127.0.0.1", "--port", str(port),
    ]  # fmt: skip
    gunicorn = [
        str(_BIN / "gunicorn"), "--workers", "2", "--threads", "4", "--log-level", "error",
        "--keep-alive", "100", "--bind", f"127.0.0.1:{port}",
    ]  # fmt: skip
    return {
        "hotline": [sys.executable, "-m", "webhook"],
        "hotline, gunicorn": [*gunicorn, "bench.targets:hotline()"],
        "tutorial, granian": [*granian, "bench.targets:tutorial"],
        "tutorial, gunicorn": [*gunicorn, "bench.targets:tutorial()"],
        "bare, granian": [*granian, "bench.targets:bare"],
        "bare, gunicorn": [*gunicorn, "bench.targets:bare()"],
    }


def a_round(stage: Stage, count: int) -> Iterator[Row]:
    """Every target once, one after the other."""
    for target, command in commands(stage.port).items():
        with stage.running(command) as process:
            stage.wait_for_web(process)
            send_all(stage.port, texts.new_senders(stage.url, _WARM_UP), clients=16)
            for clients in CLIENTS:
                share = count // 4 if clients == 1 else count
                made = texts.new_senders(stage.url, share)
                yield _measure(stage, process.pid, target, "new senders", clients, made, 200)
            if target == "hotline":
                for kind, (make, status) in KINDS.items():
                    made = make(stage.url, count)
                    yield _measure(stage, process.pid, target, kind, 16, made, status)


def door_seconds(stage: Stage) -> dict[str, float]:
    """{who holds the door: seconds that the slowest signed text took meanwhile}."""
    with stage.running([sys.executable, "-m", "webhook"]) as process:
        stage.wait_for_web(process)
        return worst_while_held(stage)


def _measure(  # noqa: PLR0913, PLR0917  (what a row is made of)
    stage: Stage, pid: int, target: str, kind: str, clients: int, made: list[bytes], status: int
) -> Row:
    before = _used(stage, pid)
    timing = send_all(stage.port, made, clients=clients, status=status)
    used = [after - begin for begin, after in zip(before, _used(stage, pid), strict=True)]
    web, postgres, redis, transactions, wal = (one / len(made) for one in used)
    return Row(target, kind, clients, timing, web * 1000, postgres * 1000, redis * 1000,
               transactions, wal)  # fmt: skip


def _used(stage: Stage, pid: int) -> tuple[float, float, float, float, float]:
    with psycopg.connect(stage.postgres.url(), autocommit=True) as connection:
        row = connection.execute(
            "SELECT (SELECT count(*) FROM inbounds),"
            " pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::float8,"
            " (SELECT count(DISTINCT xmin::text) FROM inbounds)"
        ).fetchone()
    _, wal, transactions = row or (0, 0.0, 0)
    redis = servers_cpu_seconds("valkey") + servers_cpu_seconds("redis-server")
    return cpu_seconds(pid), servers_cpu_seconds("postgres"), redis, float(transactions), wal
