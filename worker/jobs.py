"""The jobs: each takes ids and calls one use case. What they work with is set once, at start."""

from dataclasses import dataclass

from hotline.gateways.sms import SmsGateway
from hotline.store.database import Database
from hotline.usecases import beat_heart as _beat_heart
from hotline.usecases import refresh_prices as _refresh_prices
from hotline.usecases import send_reply as _send_reply
from hotline.wiring import utc_now


@dataclass(frozen=True)
class Bench:
    """What lies ready for the jobs of this process."""

    database: Database
    gateway: SmsGateway
    origin: _send_reply.Origin


_bench: list[Bench] = []


def lay_out(bench: Bench) -> None:
    """Call once before the first job: RQ finds jobs by name and hands them ids only."""
    _bench[:] = [bench]


def send_reply(reply_id: int) -> None:
    """Send one due reply, if it still is due."""
    (bench,) = _bench
    _send_reply.send_reply(
        reply_id,
        database=bench.database,
        gateway=bench.gateway,
        origin=bench.origin,
        now=utc_now(),
    )


def refresh_prices() -> None:
    """Fetch the prices that are a day old."""
    (bench,) = _bench
    _refresh_prices.refresh_prices(database=bench.database, gateway=bench.gateway, now=utc_now())


def beat() -> None:
    """A heartbeat that came the whole way through Redis, as replies do."""
    (bench,) = _bench
    _beat_heart.beat_heart("worker", database=bench.database, now=utc_now())
