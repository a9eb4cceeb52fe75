"""The bot of a replay, without Telegram: edits each card when its content has changed."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from multiprocessing.connection import Connection

from hotline.settings import database_url
from hotline.store.database import Database
from hotline.store.engine import make_engine
from hotline.usecases.incidents.find_live_cards import LiveCard, find_live_cards
from hotline.usecases.incidents.record_card_delivery import record_card_delivery
from hotline.vault import Vault
from simulator.replay.child_process import asked, child_process


class Cards:
    """Looks at the cards in a child process, one look at a time."""

    def __init__(self, pipe: "Connection[datetime, bool]") -> None:
        self._pipe = pipe
        self._is_looking = False

    def look(self, now: datetime) -> None:
        """Start a look at `now`, once the look before it has ended."""
        self.finish()
        self._pipe.send(now)
        self._is_looking = True

    def finish(self) -> None:
        """Wait until the last look has ended."""
        if self._is_looking:
            self._pipe.recv()
        self._is_looking = False


@contextmanager
def cards(postgres_url: str, keys: list[str]) -> Iterator[Cards]:
    """The bot's child process; it runs until the block ends, also by an exception."""
    with child_process(_work, postgres_url, keys) as pipe:
        yield Cards(pipe)


def _work(pipe: "Connection[bool, datetime]", postgres_url: str, keys: list[str]) -> None:
    database = Database(make_engine(database_url(postgres_url), process="bot"), Vault(keys))
    for now in asked(pipe):
        _show(database, now)
        pipe.send(True)


def _show(database: Database, now: datetime) -> None:
    for card in find_live_cards(database=database, now=now):
        shown = _digest(card)
        if shown != card.state.shown:
            record_card_delivery(
                card.state,
                message_id=1,
                shown=shown,
                picture_at=None,
                database=database,
                now=now,
            )


def _digest(card: LiveCard) -> str:
    """A hash of about what people see on the card; the real bot hashes the words themselves."""
    view = card.view
    seen = (
        view.incident.kind,
        view.incident.closed_at,
        view.measured.crowd,
        view.measured.held,
        view.measured.sent,
        view.per_minute,
    )
    return hashlib.sha256(repr(seen).encode()).hexdigest()
