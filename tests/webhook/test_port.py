"""Two webs on one port would split the texts: the second one is refused."""

import socket

from simulator.serving import free_port
from webhook.port import port_problem


def test_a_free_port_is_free_and_stays_so():
    port = free_port()

    assert port_problem("127.0.0.1", port) is None
    assert port_problem("127.0.0.1", port) is None


def test_a_port_that_another_web_would_share_is_refused():
    with socket.socket() as other:
        # As the server opens it, for its own processes.
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]

        assert "SHARE_PORT=yes" in port_problem("127.0.0.1", port)
        assert "SHARE_PORT=yes" in port_problem("0.0.0.0", port)


def test_an_address_that_is_not_ours_is_said_and_raises_nothing():
    assert "cannot be opened" in port_problem("192.0.2.1", free_port())
