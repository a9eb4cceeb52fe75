"""Receive texts and calls: keep them, and plan the replies that their senders are owed.

**Idempotent:** a repeated `provider_sid` changes nothing. **On a crash** the transaction rolls
back, Twilio was not answered 200 and retries, or `catch_up` finds the text.
"""

from collections.abc import Iterator, Sequence, Set
from datetime import datetime
from itertools import groupby

from sqlalchemy import Connection

from hotline.domain.eligibility import Standing
from hotline.domain.inbounds import Inbound
from hotline.domain.intake import Decision, ReadInbound, decide, read_inbound, standing_after
from hotline.domain.keywords import Keyword
from hotline.domain.reasons import Reason
from hotline.store.database import Database
from hotline.store.intake.keep import keep
from hotline.store.intake.know import Known, know
from hotline.store.owed_replies import drop_owed_to
from hotline.store.senders import change_sender, opt_in


def receive_inbounds(
    inbounds: Sequence[Inbound], *, database: Database, lines: Set[str], now: datetime
) -> list[bool]:
    """Keep inbounds in the order in which they came, and plan their replies.

    Those that stand together are kept in one transaction of two round trips; a STOP or a START has
    one of its own. If one cannot be kept, none of its transaction is.

    Args:
        lines: our numbers, in E.164 format: they are never answered.
        now: when we decide; `Inbound.received_at` is when it reached the provider's line.

    Returns:
        For each: True if it is new; False if it was kept already.
    """
    found: list[bool] = []
    for batch in _batches([read_inbound(one) for one in inbounds]):
        found += _receive(batch, database, lines, now)
    return found


def _batches(reads: Sequence[ReadInbound]) -> Iterator[list[ReadInbound]]:
    """Batches in which no text of a sender must see what an order in the same batch has done."""
    for _, some in groupby(reads, key=lambda one: one if one.is_order else None):
        yield list(some)


def _receive(
    batch: list[ReadInbound], database: Database, lines: Set[str], now: datetime
) -> list[bool]:
    with database.round_trips() as trips:
        known = know(
            trips,
            database.vault,
            [one.inbound.provider_sid for one in batch],
            [one.number for one in batch],
            is_hurried=len(batch) > 1,
        )
        decisions = _decide(batch, known, lines, now)
        if not decisions:
            return [False] * len(batch)
        is_order = batch[0].is_order
        ids = keep(trips, database.vault, list(decisions.values()), known, last=not is_order)
        if is_order:
            ((sid, order),) = decisions.items()
            _obey(trips.connection, order, ids[sid])
            trips.commit()
    return _are_new([one.inbound.provider_sid for one in batch], decisions)


def _decide(
    batch: list[ReadInbound], known: Known, lines: Set[str], now: datetime
) -> dict[str, Decision]:
    """{provider_sid: decision} of those that are new, each seeing those before it."""
    standings: dict[str, Standing] = {one: found.standing for one, found in known.senders.items()}
    decisions: dict[str, Decision] = {}
    for one in batch:
        sid, canonical = one.inbound.provider_sid, one.number.canonical
        if sid in known.kept_sids or sid in decisions:
            continue
        standing = standings.get(canonical, Standing())
        decision = decide(one, standing, known.settings, lines=lines, now=now)
        decisions[sid] = decision
        if canonical in standings:
            standings[canonical] = standing_after(standings[canonical], decision)
    return decisions


def _are_new(sids: list[str], decisions: dict[str, Decision]) -> list[bool]:
    """Of several with one `provider_sid`, the first was kept."""
    return [sid in decisions and sid not in sids[:at] for at, sid in enumerate(sids)]


def _obey(connection: Connection, order: Decision, sender_id: int | None) -> None:
    moment = order.read.inbound.received_at
    if sender_id is None:
        return
    if order.read.keyword is Keyword.STOP:
        change_sender(connection, sender_id, opted_out_at=moment)
        drop_owed_to(connection, [sender_id], Reason.OPTED_OUT, moment)
    else:
        # A START that arrives late does not undo a STOP that was sent after it.
        opt_in(connection, sender_id, moment)
