"""The port: two webs that share one would split the texts between them, without a word.

The server opens its port so that its own processes can share it, and the kernel would then let any
other program of this user share it too. An old web that a restart left behind would answer half of
the texts, with old code or an old key.
"""

import socket


def port_problem(host: str, port: int) -> str | None:
    """Why nobody may listen there; None: the port is free. It is opened, and closed at once."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        # Connections that are still closing do not count; whoever listens does.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
            probe.listen()
        except OSError as error:
            return (
                f"PORT {port} cannot be opened on {host} ({error.strerror}): end the program that"
                " has it, or set SHARE_PORT=yes if both are to answer"
            )
    return None
