"""The worker of a replay: sends replies in a child process, one after the other."""

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from multiprocessing.connection import Connection

from hotline.gateways.sms import Origin
from hotline.gateways.twilio import twilio_provider
from hotline.settings import database_url
from hotline.store.database import Database
from hotline.store.engine import make_engine
from hotline.usecases.replies.send_reply import send_reply
from hotline.vault import Vault
from simulator.replay.child_process import asked, child_process
from simulator.replay.phones import ACCOUNT_SID, AUTH_TOKEN

# The loop may be this many replies ahead of the child process.
_AHEAD = 20
# In the replay's time, which may be ahead of the child process.
LOST_AFTER = timedelta(minutes=10)


class Sender:
    """Hands replies to the child process, in order."""

    def __init__(self, pipe: "Connection[tuple[int, datetime], bool]") -> None:
        self._pipe = pipe
        self._under_way: deque[datetime] = deque()

    def send(self, reply_id: int, now: datetime) -> None:
        """Hand the reply over; it is sent soon."""
        self._pipe.send((reply_id, now))
        self._under_way.append(now)
        while len(self._under_way) > _AHEAD:
            self._take_answer()

    def catch_up(self, now: datetime) -> None:
        """Wait for replies that `take_due_replies` would take for lost at `now` and take again."""
        while self._under_way and now - self._under_way[0] >= LOST_AFTER:
            self._take_answer()

    def finish(self) -> None:
        """Wait until all replies that were handed over are sent."""
        while self._under_way:
            self._take_answer()

    def _take_answer(self) -> None:
        self._pipe.recv()
        self._under_way.popleft()


@contextmanager
def sender(postgres_url: str, phone_url: str, keys: list[str]) -> Iterator[Sender]:
    """The worker's child process; it runs until the block ends, also by an exception."""
    with child_process(_work, postgres_url, phone_url, keys) as pipe:
        yield Sender(pipe)


def _work(
    pipe: "Connection[bool, tuple[int, datetime]]",
    postgres_url: str,
    phone_url: str,
    keys: list[str],
) -> None:
    database = Database(make_engine(database_url(postgres_url), process="sender"), Vault(keys))
    gateway = twilio_provider(ACCOUNT_SID, AUTH_TOKEN, base_url=phone_url).sms
    # No process listens there: the network does not know the replay's clock.
    origin = Origin(None, "http://127.0.0.1:9")
    for reply_id, now in asked(pipe):
        sent = send_reply(reply_id, database=database, gateway=gateway, origin=origin, now=now)
        pipe.send(sent)
