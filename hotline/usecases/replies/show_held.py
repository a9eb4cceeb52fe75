"""Show the held replies in groups: held for money, for a price, or for what their senders did."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from hotline.domain.detection.verdicts import COPIED_FROM, Mark, Verdict
from hotline.domain.pages import place
from hotline.domain.people import Sender
from hotline.domain.reasons import Reason
from hotline.store.database import Database
from hotline.store.held_replies import Held, held_replies
from hotline.store.senders import get_sender
from hotline.store.settings import read_settings
from hotline.store.text_senders import text_of_senders
from hotline.usecases.money.price_replies import Backlogged, Pricing, read_pricing
from hotline.usecases.replies.judge_held_replies import judge_senders

PAGE = 6
_MOST = 20_000
# The group of replies held for a raid or a drain whose senders look genuine so far.
GENUINE = "genuine"
_FOR_MONEY = (Reason.BUDGET, Reason.PRICE_UNKNOWN)
GROUPS = (*_FOR_MONEY, GENUINE, *Mark)
# Copies of one text are one group, named by this and the beginning of the text's key.
_LEAST_OF_A_TEXT = 5
COPIES_OF = "text-"
_TEXT_GROUP = re.compile(COPIES_OF + "[0-9a-f]{12}")


@dataclass(frozen=True)
class HeldGroup:
    """A group. `why`: one of GROUPS, or `text-…` for the copies of one text.

    A reply is in one group only: that of its sender's first mark.
    """

    why: str
    found: Backlogged


@dataclass(frozen=True)
class HeldReply:
    """One reply of a page. `marks`: what speaks against its sender so far."""

    reply_id: int
    sender: Sender
    due_at: datetime
    expires_at: datetime
    micros: int
    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class HeldPage:
    """A page of one group. `page` is counted from 0; `pages`: how many there are."""

    group: HeldGroup
    page: int
    pages: int
    replies: list[HeldReply]
    currency: str


def show_held(*, database: Database, now: datetime) -> tuple[list[HeldGroup], str]:
    """Show the groups. Each sender is judged once.

    Returns:
        (the groups that are not empty, the currency of their costs).
    """
    with database.transaction() as connection:
        settings = read_settings(connection)
        pricing = read_pricing(connection, settings, now)
        groups = [
            _group(why, [one for one, _ in found], pricing)
            for why, found in grouped(connection, now).items()
        ]
        return groups, settings.currency


def show_held_page(why: str, page: int, *, database: Database, now: datetime) -> HeldPage:
    """Show one page of a group; it is empty if the group is empty by now.

    Args:
        why: the group, as `show_held` names it.
        page: counted from 0; a page past the end becomes the last one.
    """
    with database.transaction() as connection:
        settings = read_settings(connection)
        pricing = read_pricing(connection, settings, now)
        found = grouped(connection, now).get(why, [])
        page, pages = place(page, len(found), PAGE)
        replies = []
        for one, verdict in found[page * PAGE : (page + 1) * PAGE]:
            sender = get_sender(connection, database.vault, one.sender_id)
            if sender is not None:
                replies.append(_reply(one, verdict, sender, pricing))
        group = _group(why, [one for one, _ in found], pricing)
        return HeldPage(group, page, pages, replies, settings.currency)


def grouped(connection: Connection, now: datetime) -> dict[str, list[tuple[Held, Verdict | None]]]:
    """Group the held replies: {why: replies}, in the order of GROUPS, the longest due first."""
    held = held_replies(connection, _MOST)
    for_traffic = [one.sender_id for one in held if one.reason not in _FOR_MONEY]
    verdicts = judge_senders(connection, for_traffic, now)
    found: defaultdict[str, list[tuple[Held, Verdict | None]]] = defaultdict(list)
    for one in held:
        verdict = verdicts.get(one.sender_id)
        found[_why(one, verdict)].append((one, verdict))
    copied = found.pop(Mark.COPIED, [])
    ordered = {why: found[why] for why in GROUPS if why in found}
    return {**ordered, **_by_text(connection, copied)}


def _by_text(
    connection: Connection, copied: list[tuple[Held, Verdict | None]]
) -> dict[str, list[tuple[Held, Verdict | None]]]:
    """Group replies to copied texts by the text, the largest first; small groups are one."""
    senders = [one.sender_id for one, _ in copied]
    keys = text_of_senders(connection, senders, at_least=COPIED_FROM + 1)
    clusters: defaultdict[str, list[tuple[Held, Verdict | None]]] = defaultdict(list)
    for one, verdict in copied:
        key = keys.get(one.sender_id)
        clusters[f"{COPIES_OF}{key.hex()[:12]}" if key else Mark.COPIED].append((one, verdict))
    # A raid has dozens of texts that a few copy: one group for all of them.
    small = [why for why, found in clusters.items() if len(found) < _LEAST_OF_A_TEXT]
    rest = [one for why in small for one in clusters.pop(why)]
    ordered = dict(sorted(clusters.items(), key=lambda item: -len(item[1])))
    return {**ordered, Mark.COPIED: rest} if rest else ordered


def is_group(why: str) -> bool:
    """Whether `why` can name a group: a button's data can be forged."""
    return why in GROUPS or bool(_TEXT_GROUP.fullmatch(why))


def _why(one: Held, verdict: Verdict | None) -> str:
    if one.reason in _FOR_MONEY or verdict is None:
        return str(one.reason)
    return verdict.marks[0] if verdict.marks else GENUINE


def _group(why: str, held: Sequence[Held], pricing: Pricing) -> HeldGroup:
    return HeldGroup(why, pricing.of_replies(held))


def _reply(one: Held, verdict: Verdict | None, sender: Sender, pricing: Pricing) -> HeldReply:
    return HeldReply(
        reply_id=one.reply_id,
        sender=sender,
        due_at=one.due_at,
        expires_at=one.expires_at,
        micros=pricing.one(one.country),
        marks=verdict.marks if verdict else (),
    )
