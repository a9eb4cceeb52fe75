"""The phone network of a replay, in a process of its own: it answers while the loop works."""

import multiprocessing
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection

from simulator.phone.carrier import line_for
from simulator.phone.network import PhoneNetwork, Timing
from simulator.phone.server import create_phone_app
from simulator.serving import Served

ACCOUNT_SID, AUTH_TOKEN = "AC" + "0" * 32, "replay"
# A replay's clock is not the network's: nothing is reported back.
_NEVER = 10.0**9


@dataclass(frozen=True)
class Phones:
    """Where the network listens, and a way to ask it how many texts have left."""

    url: str
    _pipe: "Connection[str, int]"

    def count_sent(self) -> int:
        """Texts that the network took."""
        self._pipe.send("count")
        return int(self._pipe.recv())


@contextmanager
def phones(line: str) -> Iterator[Phones]:
    """Runs until the block ends, however it ends."""
    ours, theirs = multiprocessing.get_context("spawn").Pipe()
    process = multiprocessing.get_context("spawn").Process(
        target=_serve, args=(theirs, line), daemon=True
    )
    process.start()
    # Ours alone is open here: should the network die, we are told so instead of waiting.
    theirs.close()
    try:
        yield Phones(str(ours.recv()), ours)
    finally:
        process.terminate()
        process.join()


def _serve(pipe: "Connection[str | int, str]", line: str) -> None:
    network = PhoneNetwork(
        account_sid=ACCOUNT_SID, auth_token=AUTH_TOKEN, lines=[line_for(line, "http://127.0.0.1:9")]
    )
    network.timing = Timing(sent=_NEVER, delivered=_NEVER, priced=_NEVER)
    server = Served(create_phone_app(network)).start()
    pipe.send(server.url)
    try:
        while pipe.recv():
            pipe.send(len(network.messages))
    except EOFError:
        server.stop()
