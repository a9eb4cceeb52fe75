"""The limit: how many single rows a second PostgreSQL keeps here, each with its own commit.

One prepared INSERT of a row as long as an inbound, by sixteen sessions in two processes. There is
no Python between a client and its commit, so nothing that commits each text by itself is faster.
"""

import multiprocessing
import secrets
import threading
import time
from datetime import UTC, datetime

import psycopg

_SESSIONS, _PROCESSES = 16, 2
_TABLE = (
    "CREATE TABLE IF NOT EXISTS raw_limit (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,"
    " sid text NOT NULL UNIQUE, line text NOT NULL, body bytea NOT NULL,"
    " received_at timestamptz NOT NULL)"
)
_INSERT = "INSERT INTO raw_limit (sid, line, body, received_at) VALUES (%s, %s, %s, %s)"


def single_rows(url: str, count: int) -> float:
    """Rows a second."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(_TABLE)
    share = count // _PROCESSES
    with multiprocessing.get_context("spawn").Pool(_PROCESSES) as pool:
        # They have started and connected once before the timing.
        pool.starmap(_insert, [(url, _SESSIONS)] * _PROCESSES)
        began = time.perf_counter()
        pool.starmap(_insert, [(url, share)] * _PROCESSES)
        return share * _PROCESSES / (time.perf_counter() - began)


def _insert(url: str, count: int) -> None:
    sessions = _SESSIONS // _PROCESSES
    threads = [
        threading.Thread(target=_insert_some, args=(url, count // sessions))
        for _ in range(sessions)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _insert_some(url: str, count: int) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        for _ in range(count):
            row = ("SM" + secrets.token_hex(16), "+33755501234", b"g" * 140, datetime.now(UTC))
            connection.execute(_INSERT, row, prepare=True)
