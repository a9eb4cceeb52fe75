"""`bin/bench [COUNT]`: signed texts a second, compared with a bare route and a tutorial's code.

Everything runs on this machine, on loopback: servers, database and clients share its cores, so
only the ratios mean something.
"""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psycopg
import requests

from bench.clients import send_all, signed_texts
from simulator.box.postgres import EmbeddedPostgres
from simulator.box.redis import EmbeddedRedis
from simulator.serving import free_port

ACCOUNT, TOKEN, LINE = "AC" + "0" * 32, "t" * 32, "+33755501234"
CLIENTS = 16
_GRANIAN = ["--interface", "wsgi", "--factory", "--workers", "2", "--blocking-threads", "8",
            "--no-ws", "--http", "1", "--log-level", "error"]  # fmt: skip


def main() -> None:
    """Measure all three servers and print their rates."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 6_000
    folder = Path(tempfile.mkdtemp(prefix="anti-relou-bench-"))
    postgres, redis = EmbeddedPostgres(folder / "postgres"), EmbeddedRedis(folder / "redis")
    try:
        environment = _environment(postgres.url(), redis.url)
        migration = [sys.executable, "-m", "hotline", "migrate"]
        subprocess.run(migration, env=environment, check=True, stdout=subprocess.DEVNULL)
        rates = {}
        for name, command in _commands(environment["PORT"]).items():
            rates[name] = _measure(name, command, environment, count)
        with psycopg.connect(postgres.url()) as connection:
            ((kept,),) = connection.execute("SELECT count(*) FROM inbounds").fetchall()
        print(f"kept in PostgreSQL: {kept}")
        for name in ("bare", "tutorial"):
            print(f"the hotline's rate is {rates['hotline'] / rates[name]:.2f} of {name}'s")
    finally:
        redis.stop()
        postgres.stop()
        shutil.rmtree(folder, ignore_errors=True)


def _commands(port: str) -> dict[str, list[str]]:
    granian = [str(Path(sys.executable).parent / "granian"), *_GRANIAN, "--port", port]
    return {
        "bare": [*granian, "bench.targets:bare"],
        "tutorial": [*granian, "bench.targets:tutorial"],
        "hotline": [sys.executable, "-m", "webhook"],
    }


def _measure(name: str, command: list[str], environment: dict[str, str], count: int) -> float:
    url = environment["PUBLIC_URL"] + "/twilio/sms"
    texts = signed_texts(url, count, account=ACCOUNT, token=TOKEN, line=LINE)
    server = subprocess.Popen(command, env=environment)
    try:
        _wait_for(url)
        warm_up = signed_texts(url, 200, account=ACCOUNT, token=TOKEN, line=LINE)
        send_all(url, warm_up, clients=CLIENTS)
        seconds, each = send_all(url, texts, clients=CLIENTS)
    finally:
        server.terminate()
        server.wait(timeout=20)
    p99 = statistics.quantiles(each, n=100)[98] * 1000
    rate = count / seconds
    median = statistics.median(each) * 1000
    print(f"{name:9} {rate:7.0f} texts/s   median {median:5.1f} ms   p99 {p99:6.1f} ms")
    return rate


def _wait_for(url: str) -> None:
    for _ in range(100):
        try:
            if requests.post(url, data={"a": "b"}, timeout=1).status_code == 403:
                return
        except requests.RequestException:
            pass
        time.sleep(0.1)
    raise SystemExit("the server did not start")


def _environment(database_url: str, redis_url: str) -> dict[str, str]:
    port = str(free_port())
    return os.environ | {
        "DATABASE_URL": database_url,
        "REDIS_URL": redis_url,
        "PORT": port,
        "HOST": "127.0.0.1",
        "WEB_CONCURRENCY": "2",
        "PUBLIC_URL": f"http://127.0.0.1:{port}",
        "SECRET_KEY": "b" * 32,
        "TWILIO_ACCOUNT_SID": ACCOUNT,
        "TWILIO_AUTH_TOKEN": TOKEN,
        "TWILIO_NUMBERS": LINE,
        "TELEGRAM_BOT_TOKEN": "123456:bench-bench-bench",
        "OWNER_TELEGRAM_IDS": "1",
    }


if __name__ == "__main__":
    main()
