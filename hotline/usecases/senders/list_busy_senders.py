"""List the senders who send most now, with what speaks against each."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from hotline.domain.detection.verdicts import Mark
from hotline.domain.pages import place
from hotline.domain.people import Sender
from hotline.store.database import Database
from hotline.store.incidents import Part, busy_senders
from hotline.store.senders import get_sender
from hotline.usecases.replies.judge_held_replies import judge_senders

LOOKING_BACK = timedelta(hours=1)
PAGE = 6


@dataclass(frozen=True)
class BusySender:
    """`recent`: their texts and calls within LOOKING_BACK. `marks`: what speaks against them."""

    sender: Sender
    recent: int
    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class BusyPage:
    """One page, the busiest first. `total`: how many senders were active within LOOKING_BACK."""

    senders: list[BusySender]
    page: int
    pages: int
    total: int


def list_busy_senders(page: int, *, database: Database, now: datetime) -> BusyPage:
    """List one page of the busiest senders.

    Args:
        page: counted from 0; a page past the end becomes the last one.
    """
    with database.transaction() as connection:
        parts = busy_senders(connection, now - LOOKING_BACK, at_least=1)
        page, pages = place(page, len(parts), PAGE)
        shown = parts[page * PAGE : (page + 1) * PAGE]
        verdicts = judge_senders(connection, [part.sender_id for part in shown], now)
        found = []
        for part in shown:
            sender = get_sender(connection, database.vault, part.sender_id)
            if sender is not None:
                marks = verdicts[part.sender_id].marks
                found.append(BusySender(sender, _count(part), marks))
        return BusyPage(found, page, pages, len(parts))


def _count(part: Part) -> int:
    return part.texts + part.calls
