"""Looks for what must not be readable: in PostgreSQL's rows and files, in Redis, in all logs."""

import re
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import requests
from redis import Redis

from tests.support.cast import METRICS_TOKEN
from tests.support.inbounds import rows
from tests.support.processes import World

# All digits of a French number but its 6. Fewer may stand in a time or an id by accident.
_TAIL = 8


class Needles:
    """What is looked for: numbers whole and in parts, words, and secrets."""

    def __init__(
        self, *, numbers: Iterable[str] = (), words: Iterable[str] = (), secrets: Iterable[str] = ()
    ) -> None:
        found = {number.lstrip("+")[-_TAIL:] for number in numbers} | {*words, *secrets}
        self._pattern = re.compile(b"|".join(re.escape(one.encode()) for one in sorted(found)))

    def within(self, where: str, content: bytes) -> list[str]:
        """`where: what` for each that is there."""
        return [f"{where}: {one.decode()}" for one in set(self._pattern.findall(content))]


def find_traces(hot: World, needles: Needles) -> list[str]:
    """All that is found, wherever it is."""
    places = (*_rows(hot), *_files(hot.folder), *_redis(hot), *_answers(hot))
    return sorted(one for where, content in places for one in needles.within(where, content))


def _rows(hot: World) -> Iterator[tuple[str, bytes]]:
    query = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
    for (table,) in rows(hot.database, query):
        for row in rows(hot.database, f"SELECT * FROM {table}"):
            yield f"table {table}", b"\n".join(_bytes(value) for value in row)


def _bytes(value: Any) -> bytes:
    return bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()


def _files(folder: Path) -> Iterator[tuple[str, bytes]]:
    """The files of PostgreSQL, with its write-ahead log, those of Redis, and every log."""
    for path in folder.rglob("*"):
        if path.is_file() and not path.is_symlink():
            yield f"file {path.relative_to(folder)}", path.read_bytes()


def _redis(hot: World) -> Iterator[tuple[str, bytes]]:
    """Every key with its value; jobs are compressed."""
    store = Redis.from_url(hot.redis.url)
    for key in store.keys("*"):
        yield f"redis {key.decode()}", key
        for value in _values(store, key):
            yield f"redis {key.decode()}", value
            try:
                yield f"redis {key.decode()}, unpacked", zlib.decompress(value)
            except zlib.error:
                continue
    store.close()


def _values(store: Any, key: bytes) -> list[bytes]:
    kind = store.type(key).decode()
    if kind == "hash":
        return [part for pair in store.hgetall(key).items() for part in pair]
    if kind == "list":
        return list(store.lrange(key, 0, -1))
    if kind == "set":
        return list(store.smembers(key))
    if kind == "zset":
        return list(store.zrange(key, 0, -1))
    if kind == "stream":
        return [part for _, fields in store.xrange(key) for pair in fields.items() for part in pair]
    return [store.get(key)]


def _answers(hot: World) -> Iterator[tuple[str, bytes]]:
    """What the web says to strangers, and to who measures it."""
    bearer = {"Authorization": f"Bearer {METRICS_TOKEN}"}
    for path, headers in (("/healthz", {}), ("/healthz/all", bearer), ("/nowhere", {})):
        answer = requests.get(f"{hot.web_url}{path}", headers=headers, timeout=5)
        yield f"web {path}", answer.content
