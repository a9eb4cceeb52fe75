"""`python -m bench.sizes 1000 100000`: what each thing costs, by how much is stored already.

Everything is done through the hotline's own use cases, as its programs do. Medians of a few rounds.
"""

import logging
import secrets
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from bench.filling import LINE, common_phrase, fill
from bench.stage import KEY, a_stage
from hotline.domain.inbounds import Inbound, InboundKind
from hotline.settings import database_url
from hotline.store.database import Database
from hotline.store.engine import make_engine
from hotline.store.tables import inbounds
from hotline.store.upkeep.rotation import last_id, rotate_page
from hotline.usecases.checkups.check_store import check_store
from hotline.usecases.inbound.receive_inbounds import receive_inbounds
from hotline.usecases.incidents.find_live_cards import find_live_cards
from hotline.usecases.incidents.watch_traffic import Memory, watch_traffic
from hotline.usecases.money.check_ledger import LedgerMemory, check_ledger
from hotline.usecases.replies.show_held import show_held
from hotline.usecases.replies.take_due_replies import take_due_replies
from hotline.usecases.reports.show_stats import Period, show_stats
from hotline.usecases.reports.show_status import show_status
from hotline.usecases.senders.list_busy_senders import list_busy_senders
from hotline.usecases.senders.list_senders import list_blocked
from hotline.vault import Vault

SIZES = (1_000, 100_000, 1_000_000, 5_000_000)
_FORMER_KEY = "0123456789abcdef what was there before the rotation"
# Cheap things are repeated until their median is worth something, dear ones are not.
_FEWEST, _MOST_ROUNDS, _ENOUGH_MS = 7, 60, 1_000
_BATCH = 8
_LINES = frozenset({LINE})


@dataclass
class _Stage:
    """A filled hotline. Its clock begins where the filling ended, and is moved by hand."""

    database: Database
    now: datetime
    memory: Memory = field(default_factory=Memory)
    sums: LedgerMemory = field(default_factory=LedgerMemory)
    newest_id: int = 0

    def later(self, seconds: float = 2.0) -> datetime:
        """The present moment, after some time has passed."""
        self.now += timedelta(seconds=seconds)
        return self.now

    def receive(self) -> None:
        """A batch, each from another number; two of them write what many have written."""
        now = self.later(0.1)
        bodies = [common_phrase(n) if n < 2 else "salut toi" for n in range(_BATCH)]
        texts = [
            Inbound(InboundKind.SMS, "SM" + secrets.token_hex(16), _number(), LINE, now, body=body)
            for body in bodies
        ]
        receive_inbounds(texts, database=self.database, lines=_LINES, now=now)

    def age(self) -> None:
        """The newest texts were written with a former key, which is still there."""
        secret = Vault([_FORMER_KEY]).hide("salut toi")
        former = Vault([_FORMER_KEY]).key_id
        newest = text(
            "UPDATE inbounds SET key_id = :key, body_secret = :secret"
            " WHERE id > (SELECT max(id) - 500 FROM inbounds)"
        )
        with self.database.transaction() as connection:
            connection.execute(newest, {"key": former, "secret": secret})
            self.newest_id = last_id(connection, inbounds)


# A thing: what is done before each round, untimed; and what is timed.
_Thing = tuple[Callable[[_Stage], object], Callable[[_Stage], object]]


def _nothing(_: _Stage) -> None:
    return None


def _looked(stage: _Stage) -> None:
    stage.receive()
    watch_traffic(database=stage.database, memory=stage.memory, now=stage.later())
    stage.receive()


def _dispatched(stage: _Stage) -> None:
    """The same replies each time: those that were taken a moment ago are taken again."""
    again = timedelta(seconds=-1)
    take_due_replies(database=stage.database, now=stage.now, limit=500, again_after=again)


def _rotated(stage: _Stage) -> None:
    """A page at the end of the inbounds, after all those that are done."""
    vault = Vault([KEY, _FORMER_KEY])
    after = stage.newest_id - 500
    with stage.database.transaction() as connection:
        page = rotate_page(connection, vault, inbounds, ("body_secret",), None, after=after)
    if page.rotated < 400:
        raise SystemExit(f"only {page.rotated} rows were written again")


def _checked(stage: _Stage, memory: LedgerMemory) -> None:
    differences = check_ledger(database=stage.database, now=stage.now, memory=memory)
    if differences:
        raise SystemExit(f"the filling is wrong: {differences}")


_THINGS: dict[str, _Thing] = {
    "receiving 8 texts": (_nothing, lambda s: s.receive()),
    "dispatch": (_nothing, _dispatched),
    "a look of the watch": (
        _looked,
        lambda s: watch_traffic(database=s.database, memory=s.memory, now=s.later()),
    ),
    "the watch's first look": (
        _nothing,
        lambda s: watch_traffic(database=s.database, memory=Memory(), now=s.later()),
    ),
    "live card": (_nothing, lambda s: find_live_cards(database=s.database, now=s.later())),
    "/senders": (_nothing, lambda s: list_busy_senders(0, database=s.database, now=s.now)),
    "/block": (_nothing, lambda s: list_blocked(0, database=s.database)),
    "/held": (_nothing, lambda s: show_held(database=s.database, now=s.now)),
    "/status": (_nothing, lambda s: show_status(database=s.database, now=s.now)),
    "/stats": (_nothing, lambda s: show_stats(Period.DAY, database=s.database, now=s.now)),
    "/stats month": (_nothing, lambda s: show_stats(Period.MONTH, database=s.database, now=s.now)),
    "/stats all": (_nothing, lambda s: show_stats(Period.ALL, database=s.database, now=s.now)),
    "doctor": (_nothing, lambda s: check_store(database=s.database, clock=lambda: s.now)),
    "check_ledger": (_nothing, lambda s: _checked(s, LedgerMemory())),
    "check_ledger again": (_nothing, lambda s: _checked(s, s.sums)),
    "rotate, 500 rows": (_Stage.age, _rotated),
}


def main(sizes: Sequence[int] = SIZES) -> None:
    """Measure everything at each size, growing one hotline; print the table as it grows."""
    logging.disable(logging.ERROR)
    now = datetime.now(UTC).replace(microsecond=0)
    found: dict[int, dict[str, float]] = {}
    with a_stage() as servers:
        url = servers.postgres.url()
        database = Database(make_engine(database_url(url)), Vault([KEY]))
        for size in sizes:
            began = time.perf_counter()
            fill(url, database.vault, size, now)
            print(f"{size:,} inbounds, filled in {time.perf_counter() - began:.0f} s", flush=True)
            stage = _Stage(database, now)
            found[size] = {name: _median(stage, *thing) for name, thing in _THINGS.items()}
            _print(found)
        database.engine.dispose()


def _median(
    stage: _Stage, prepare: Callable[[_Stage], object], do: Callable[[_Stage], object]
) -> float:
    """Milliseconds; not a number where it failed."""
    taken: list[float] = []
    while len(taken) < _FEWEST or (len(taken) < _MOST_ROUNDS and sum(taken) < _ENOUGH_MS):
        prepare(stage)
        began = time.perf_counter()
        try:
            do(stage)
        except SQLAlchemyError as error:
            print(f"  failed after {time.perf_counter() - began:.1f} s: {type(error).__name__}")
            return float("nan")
        taken.append((time.perf_counter() - began) * 1000)
        if sum(taken) > 20_000:
            break
    return statistics.median(taken)


def _print(found: dict[int, dict[str, float]]) -> None:
    first, *_, last = [*found, *found]
    print(f"{'ms':24}" + "".join(f"{size:>12,}" for size in found) + f"{'ratio':>8}")
    for name in _THINGS:
        row = [found[size][name] for size in found]
        ratio = found[last][name] / found[first][name]
        print(f"{name:24}" + "".join(f"{one:12.1f}" for one in row) + f"{ratio:8.1f}")
    for size in found:
        rate = _BATCH * 1000 / found[size]["receiving 8 texts"]
        print(f"{size:12,}: {rate:,.0f} texts/s by one connection, in batches of {_BATCH}")
    sys.stdout.flush()


def _number() -> str:
    return f"+336{secrets.randbelow(10**8):08d}"


if __name__ == "__main__":
    main([int(one) for one in sys.argv[1:]] or SIZES)
