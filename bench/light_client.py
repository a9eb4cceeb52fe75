"""A light client: prebuilt requests over raw sockets, in one thread, some 15 microseconds a text.

A client that costs as much as the server measures itself.
"""

import selectors
import socket
import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass

_HEADERS_END = b"\r\n\r\n"
_LENGTH = b"content-length: "
# Seconds. A server that hangs ends the measurement, which would else wait for ever.
_PATIENCE = 20


@dataclass(frozen=True)
class Timing:
    """What one run took: seconds in all, and milliseconds of each request, sorted."""

    seconds: float
    each_ms: Sequence[float]

    @property
    def rate(self) -> float:
        """Requests a second."""
        return len(self.each_ms) / self.seconds

    @property
    def median_ms(self) -> float:
        """The median."""
        return statistics.median(self.each_ms)

    @property
    def p99_ms(self) -> float:
        """Ninety-nine of a hundred took at most this long."""
        return self.each_ms[min(len(self.each_ms) - 1, int(len(self.each_ms) * 0.99))]


class _Connection:
    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=_PATIENCE)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.got = b""
        self.began = 0.0

    def send(self, request: bytes) -> None:
        self.began = time.perf_counter()
        self.socket.sendall(request)

    def receive(self) -> bool:
        """Whether the answer is complete."""
        part = self.socket.recv(65_536)
        if not part:
            raise SystemExit("the server closed a connection")
        self.got += part
        return _is_complete(self.got)


def _is_complete(answer: bytes) -> bool:
    end = answer.find(_HEADERS_END)
    if end < 0:
        return False
    headers = answer[:end].lower()
    at = headers.find(_LENGTH)
    if at < 0:
        return answer.endswith(b"0\r\n\r\n")
    length = int(headers[at + len(_LENGTH) :].split(b"\r\n", 1)[0])
    return len(answer) >= end + len(_HEADERS_END) + length


def send_all(
    port: int,
    requests: Sequence[bytes],
    *,
    clients: int,
    status: int = 200,
    patience: float = _PATIENCE,
) -> Timing:
    """Send `requests` over `clients` connections, each as soon as the one before is answered.

    Stops the program if an answer has another status than `status`, or if none
    comes for `patience` seconds.
    """
    waiting, each = iter(requests), []
    with selectors.DefaultSelector() as selector:
        began = time.perf_counter()
        for request in [request for _, request in zip(range(clients), waiting, strict=False)]:
            connection = _Connection(port)
            selector.register(connection.socket, selectors.EVENT_READ, connection)
            connection.send(request)
        while selector.get_map():
            ready = selector.select(timeout=patience)
            if not ready:
                raise SystemExit(f"{len(selector.get_map())} clients: no answer in {patience} s")
            for key, _ in ready:
                connection = key.data
                if not connection.receive():
                    continue
                each.append((time.perf_counter() - connection.began) * 1000)
                if int(connection.got[9:12]) != status:
                    raise SystemExit(f"answered {connection.got[:60]!r}")
                connection.got = b""
                request = next(waiting, b"")
                if request:
                    connection.send(request)
                else:
                    selector.unregister(connection.socket)
                    connection.socket.close()
        return Timing(time.perf_counter() - began, sorted(each))
