"""The client that measures waits for whole answers, counts each once, and does not flatter."""

import socket
import threading

import pytest

from bench.light_client import send_all

REQUEST = b"POST / HTTP/1.1\r\nContent-Length: 0\r\n\r\n"
WHOLE = b"HTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\n<Response/>"
CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n"


@pytest.fixture
def answering():
    """A server that answers each request with these parts, one packet each."""
    listening, threads = [], []

    def serve(connection, parts):
        with connection:
            while connection.recv(4096):
                for part in parts:
                    connection.sendall(part)

    def start(*parts):
        server = socket.create_server(("127.0.0.1", 0))
        listening.append(server)

        def accept():
            while True:
                try:
                    connection, _ = server.accept()
                except OSError:
                    return
                connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                threads.append(threading.Thread(target=serve, args=(connection, parts)))
                threads[-1].start()

        threads.append(threading.Thread(target=accept))
        threads[-1].start()
        return server.getsockname()[1]

    yield start
    for server in listening:
        server.shutdown(socket.SHUT_RDWR)
        server.close()
    for thread in threads:
        thread.join(timeout=5)


@pytest.mark.parametrize(
    "parts",
    [
        pytest.param([WHOLE], id="in one packet"),
        pytest.param([WHOLE[:20], WHOLE[20:-5], WHOLE[-5:]], id="in three"),
        pytest.param([CHUNKED[:-7], CHUNKED[-7:]], id="in chunks"),
    ],
)
@pytest.mark.parametrize("clients", [1, 7])
def test_every_answer_is_counted_once(answering, parts, clients):
    timing = send_all(answering(*parts), [REQUEST] * 30, clients=clients)

    assert len(timing.each_ms) == 30
    assert timing.each_ms == sorted(timing.each_ms)
    assert timing.median_ms <= timing.p99_ms
    assert timing.rate > 0


def test_fewer_requests_than_clients_are_sent_once_each(answering):
    assert len(send_all(answering(WHOLE), [REQUEST] * 3, clients=16).each_ms) == 3


def test_another_status_ends_the_measurement(answering):
    refused = WHOLE.replace(b"200 OK", b"503 Service Unavailable")
    with pytest.raises(SystemExit, match="503"):
        send_all(answering(refused), [REQUEST], clients=1)


def test_a_server_that_hangs_ends_the_measurement(answering):
    with pytest.raises(SystemExit, match="1 clients: no answer"):
        send_all(answering(), [REQUEST], clients=1, patience=0.05)
