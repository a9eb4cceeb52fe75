"""Run the errands that organizers gave: unplug a line, plug it in again, point it at us.

**Idempotent:** a line's address is kept before it is cleared, and the first kept address is never
overwritten, so an errand that runs again ends the same. **On a crash** the errand still waits, and
the next run does it. What the provider refuses permanently is told to the team.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from hotline.domain.errors import DeliveryError, Outcome
from hotline.domain.facts import Facts
from hotline.domain.line_webhooks import Address, call_address, text_address
from hotline.domain.notices import NoticeKind
from hotline.gateways.sms import LineGateway
from hotline.parts import for_each
from hotline.store.database import Database
from hotline.store.errands import (
    Errand,
    ErrandKind,
    change_errand,
    forget_unplugged,
    keep_address,
    lock_errand,
    mark_unplugged,
    read_unplugged,
    redo_latest_errand,
    waiting_errands,
)
from hotline.store.notices import add_notices


@dataclass(frozen=True)
class ErrandDone(Facts):
    """The line that the errand was for."""

    line: str


@dataclass(frozen=True)
class ErrandTrouble(Facts):
    """The line, the provider's error code, and the addresses that people can set by hand."""

    line: str
    code: str
    address: str
    calls_address: str = ""


_TRIES = 6
_FIRST_WAIT = timedelta(seconds=10)


def find_errands(*, database: Database, now: datetime) -> bool:
    """Whether an errand is due."""
    with database.transaction() as connection:
        return bool(waiting_errands(connection, now))


def run_errands(*, database: Database, gateway: LineGateway, public_url: str, now: datetime) -> int:
    """Run the errands that are due. Each costs two or three requests to the provider.

    Args:
        public_url: our own outside address: where texts and calls are to be announced.

    Returns:
        How many ended: done, or given up.
    """
    with database.transaction() as connection:
        waiting = waiting_errands(connection, now)
    ended: list[bool] = []
    for_each(
        waiting,
        lambda errand: ended.append(_run(errand, database, gateway, public_url, now)),
        what="an errand",
    )
    return sum(ended)


def _run(
    errand: Errand, database: Database, gateway: LineGateway, public_url: str, now: datetime
) -> bool:
    if not _is_wanted(errand, database):
        return False
    try:
        _DO[errand.kind](errand, database, gateway, public_url)
    except DeliveryError as error:
        return _put_off(errand, error, public_url, database, now)
    with database.transaction() as connection:
        if not lock_errand(connection, errand.id):
            # A newer errand overtook this one during the request. Which request reached the
            # provider last is not known, so the newer one is done once more.
            redo_latest_errand(connection, errand.line)
            return False
        if errand.kind is ErrandKind.UNPLUG:
            mark_unplugged(connection, errand.line, now)
        else:
            forget_unplugged(connection, errand.line)
        change_errand(connection, errand.id, done_at=now)
        add_notices(connection, DONE[errand.kind], ErrandDone(errand.line), now=now)
    return True


def _is_wanted(errand: Errand, database: Database) -> bool:
    with database.transaction() as connection:
        return lock_errand(connection, errand.id)


def _unplug(errand: Errand, database: Database, gateway: LineGateway, _: str) -> None:
    address = gateway.read_address(errand.line)
    with database.transaction() as connection:
        keep_address(connection, errand.line, address.url, address.fallback_url)
    gateway.change_address(errand.line, Address(""))


def _plug(errand: Errand, database: Database, gateway: LineGateway, public_url: str) -> None:
    with database.transaction() as connection:
        kept = {one.line: one for one in read_unplugged(connection)}.get(errand.line)
    if kept is not None and kept.text_url:
        gateway.change_address(errand.line, Address(kept.text_url, kept.fallback_url))
    elif not gateway.read_address(errand.line).url:
        gateway.change_address(errand.line, text_address(public_url))


def _point(errand: Errand, _: Database, gateway: LineGateway, public_url: str) -> None:
    texts, calls = text_address(public_url), call_address(public_url)
    gateway.change_address(errand.line, texts, calls=calls)


_DO: dict[ErrandKind, Callable[[Errand, Database, LineGateway, str], None]] = {
    ErrandKind.UNPLUG: _unplug,
    ErrandKind.PLUG: _plug,
    ErrandKind.POINT: _point,
}
# What organizers are told: it is done, it takes longer, or it cannot be done.
DONE = {
    ErrandKind.UNPLUG: NoticeKind("line_unplugged", ErrandDone),
    ErrandKind.PLUG: NoticeKind("line_plugged", ErrandDone),
    ErrandKind.POINT: NoticeKind("line_pointed", ErrandDone),
}
DELAYED = {kind: NoticeKind(f"{kind}_delayed", ErrandTrouble) for kind in ErrandKind}
FAILED = {kind: NoticeKind(f"{kind}_failed", ErrandTrouble) for kind in ErrandKind}


def _put_off(
    errand: Errand, error: DeliveryError, public_url: str, database: Database, now: datetime
) -> bool:
    tries = errand.tries + 1
    is_over = tries >= _TRIES or error.outcome is Outcome.PERMANENT
    values: dict[str, Any] = {"tries": tries, "error_code": error.code}
    if is_over:
        values["done_at"] = now
    else:
        values["next_try_at"] = now + _FIRST_WAIT * 2**errand.tries
    with database.transaction() as connection:
        if not lock_errand(connection, errand.id):
            return False
        change_errand(connection, errand.id, **values)
        texts, calls = text_address(public_url).url, call_address(public_url).url
        facts = ErrandTrouble(errand.line, error.code, texts, calls)
        if is_over:
            add_notices(connection, FAILED[errand.kind], facts, now=now)
        elif tries == 1:
            add_notices(connection, DELAYED[errand.kind], facts, now=now)
    return is_over
