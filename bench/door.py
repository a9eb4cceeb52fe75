"""How long the slowest signed text takes while strangers hold connections and send slowly."""

import socket
import time
from contextlib import ExitStack

from bench.light_client import send_all
from bench.stage import Stage
from bench.texts import FORGED, new_senders

_POST = "POST /twilio/sms HTTP/1.1\r\nHost: here\r\n"
_BODY = "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 5000\r\n\r\na="
_UNSIGNED = (_POST + _BODY).encode()
_FORGED = f"{_POST}X-Twilio-Signature: {FORGED}\r\n{_BODY}".encode()
# {who: (how many, what each sends and then only letter by letter)}
_STRANGERS = {
    "60 unsigned bodies that drip": (60, _UNSIGNED),
    "400 bodies with a forged signature that drip": (400, _FORGED),
    "700 silent connections": (700, b""),
    "2000 half-sent headers": (2_000, b"POST /twilio/sms HTTP/1.1\r\nX-A"),
}
_TEXTS = 200


def worst_while_held(stage: Stage) -> dict[str, float]:
    """{who: seconds}. Each text on a connection of its own."""
    return {who: _worst(stage, *held) for who, held in _STRANGERS.items()}


def _worst(stage: Stage, count: int, beginning: bytes) -> float:
    with ExitStack() as stack:
        held = [
            stack.enter_context(socket.create_connection(("127.0.0.1", stage.port)))
            for _ in range(count)
        ]
        _send(held, beginning)
        worst = 0.0
        for number, request in enumerate(new_senders(stage.url, _TEXTS)):
            if beginning and number % 20 == 0:
                _send(held, b"a")
            began = time.perf_counter()
            send_all(stage.port, [request], clients=1)
            worst = max(worst, time.perf_counter() - began)
        return worst


def _send(held: list[socket.socket], what: bytes) -> None:
    for each in held:
        try:
            each.sendall(what)
        except OSError:
            # Refused already: the server has closed it.
            continue
