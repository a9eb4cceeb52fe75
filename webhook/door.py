"""The door: what stands between the server and what answers.

The server calls it for each request, in one thread, as soon as the headers are there: RSGI, the
server's own interface. What cannot be a signed request is refused unread. A body is taken whole,
and within five seconds, before anything else sees it. So nobody who sends slowly holds what others
need: a request that waits is an object here, not a thread.
"""

import asyncio
import io
import sys
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from typing import Any

from flask import Flask
from granian.rsgi import HTTPProtocol, ProtocolClosed, Scope  # type: ignore[attr-defined]

from webhook.answers import CONTENT_TYPE, Answer
from webhook.app import twilio_webhook_of
from webhook.deadlines import Deadlines
from webhook.exchange import Later, Post
from webhook.signature import MAX_BYTES, SIGNATURE_HEADER, refused_unread
from webhook.waiting_room import WaitingRoom

BODY_WITHIN_SECONDS = 5.0
_HEADERS = [("content-type", CONTENT_TYPE)]
_SIGNATURE = SIGNATURE_HEADER.lower()
# For strangers, and whoever looks at our health: they wait for one another, nobody for them.
_THREADS = 4


class Door:
    """The application as the server calls it."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._twilio = twilio_webhook_of(app)
        self._paths = frozenset(self._twilio.paths)
        self._waiting_room = WaitingRoom()
        self._deadlines = Deadlines(BODY_WITHIN_SECONDS)
        self._threads = ThreadPoolExecutor(_THREADS, thread_name_prefix="door")

    async def __rsgi__(self, scope: Scope, protocol: HTTPProtocol) -> None:
        """Answer one request."""
        if scope.method == "POST" and scope.path in self._paths:
            await self._answer_twilio(scope, protocol)
        else:
            await self._answer_anybody(scope, protocol)

    async def _answer_twilio(self, scope: Scope, protocol: HTTPProtocol) -> None:
        header = scope.headers.get
        content_type, signature = header("content-type", ""), header(_SIGNATURE, "")
        length = header("content-length", "")
        refused = refused_unread(content_type, signature, length, scope.query_string)
        if refused is not None:
            protocol.response_empty(refused, _HEADERS)
            return
        body = await self._body(protocol, is_bounded=bool(length))
        if isinstance(body, HTTPStatus):
            protocol.response_empty(body, _HEADERS)
            return
        answer = self._twilio.answer(
            Post(scope.path, scope.query_string, content_type, signature, body)
        )
        if isinstance(answer, Later):
            await self._waiting_room.until_done(answer.work)
            answer = answer.settle()
        _send(protocol, answer)

    async def _body(self, protocol: HTTPProtocol, *, is_bounded: bool) -> bytes | HTTPStatus:
        """As `_read`, within five seconds."""
        task = asyncio.current_task()
        if task is None:
            raise RuntimeError("the server runs the door without a task")
        self._deadlines.add(task, task.cancel)
        try:
            body = await _read(protocol, is_bounded=is_bounded)
        except asyncio.CancelledError:
            if self._deadlines.remove(task):
                raise
            task.uncancel()
            return HTTPStatus.REQUEST_TIMEOUT
        self._deadlines.remove(task)
        return body

    async def _answer_anybody(self, scope: Scope, protocol: HTTPProtocol) -> None:
        """What Flask answers, without the body: no such route reads one."""
        environ = _environ(scope, dict(scope.headers.items()))
        loop = asyncio.get_running_loop()
        answer = await loop.run_in_executor(self._threads, _ask_flask, self._app, environ)
        protocol.response_bytes(*answer)


async def _read(protocol: HTTPProtocol, *, is_bounded: bool) -> bytes | HTTPStatus:
    """The whole body, or the status that says why not.

    `is_bounded`: its length was announced and looked at, and the server reads no further.
    """
    try:
        if is_bounded:
            return await protocol()
        parts = bytearray()
        async for part in protocol:
            parts += part
            if len(parts) > MAX_BYTES:
                return HTTPStatus.REQUEST_ENTITY_TOO_LARGE
        return bytes(parts)
    except ProtocolClosed:
        return HTTPStatus.REQUEST_TIMEOUT


def _send(protocol: HTTPProtocol, answer: Answer) -> None:
    protocol.response_str(answer.status, _HEADERS, answer.body)


def _ask_flask(app: Flask, environ: dict[str, Any]) -> tuple[int, list[tuple[str, str]], bytes]:
    """(status, headers, body) of the application's answer."""
    found: list[tuple[int, list[tuple[str, str]]]] = []

    def start_response(status: str, headers: list[tuple[str, str]], _error: object = None) -> None:
        names = [(name.lower(), text) for name, text in headers]
        found.append((int(status.partition(" ")[0]), names))

    body = b"".join(app.wsgi_app(environ, start_response))  # type: ignore[arg-type]
    ((status, headers),) = found
    return status, headers, body


def _environ(scope: Scope, headers: Mapping[str, str]) -> dict[str, Any]:
    """The request as WSGI has it (PEP 3333), without a body."""
    return {
        **{"HTTP_" + name.upper().replace("-", "_"): text for name, text in headers.items()},
        "REQUEST_METHOD": scope.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": scope.path.encode("utf-8", "surrogateescape").decode("latin-1"),
        "QUERY_STRING": scope.query_string,
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": f"HTTP/{scope.http_version}",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.scheme,
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
