"""The phone network of a replay, in a child process: it answers while the loop works."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection

from simulator.phone.carrier import line_for
from simulator.phone.network import PhoneNetwork, Timing
from simulator.phone.server import create_phone_app
from simulator.replay.child_process import child_process
from simulator.serving import Served

ACCOUNT_SID, AUTH_TOKEN = "AC" + "0" * 32, "replay"
# The network does not know the replay's clock, so it must not report any status back.
_NEVER = 10.0**9


@contextmanager
def phones(line: str) -> Iterator[str]:
    """The URL of a phone network with this line; it runs until the block ends."""
    with child_process(_serve, line) as pipe:
        yield str(pipe.recv())


def _serve(pipe: "Connection[str, None]", line: str) -> None:
    network = PhoneNetwork(
        account_sid=ACCOUNT_SID, auth_token=AUTH_TOKEN, lines=[line_for(line, "http://127.0.0.1:9")]
    )
    network.timing = Timing(sent=_NEVER, delivered=_NEVER, priced=_NEVER)
    server = Served(create_phone_app(network)).start()
    pipe.send(server.url)
    with suppress(EOFError):
        pipe.recv()
    server.stop()
