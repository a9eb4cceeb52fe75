"""The jobs: each takes ids and calls one use case. What they work with is set once, at start."""

from dataclasses import dataclass
from datetime import timedelta

from hotline.gateways.checkup_targets import Outside
from hotline.gateways.sms import Origin, Provider
from hotline.store.database import Database
from hotline.usecases.checkups import record_heartbeat as _beat_heart
from hotline.usecases.checkups import run_checkups as _run_checkups
from hotline.usecases.checkups import watch_health as _watch_health
from hotline.usecases.inbound import catch_up as _catch_up
from hotline.usecases.incidents import send_backup_alert as _tell_elsewhere
from hotline.usecases.lines import run_errands as _run_errands
from hotline.usecases.money import refresh_prices as _refresh_prices
from hotline.usecases.replies import look_up_replies as _look_up_replies
from hotline.usecases.replies import send_reply as _send_reply
from hotline.usecases.reply_texts import send_previews as _send_previews
from hotline.wiring import utc_now


@dataclass(frozen=True)
class Bench:
    """What lies ready for the jobs of this process."""

    database: Database
    provider: Provider
    origin: Origin
    lines: tuple[str, ...]
    outside: Outside


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
        gateway=bench.provider.sms,
        origin=bench.origin,
        now=utc_now(),
        clock=utc_now,
    )


def look_up_replies() -> None:
    """Ask the provider about unknown replies, and about prices."""
    (bench,) = _bench
    _look_up_replies.look_up_replies(
        database=bench.database, gateway=bench.provider.sms, now=utc_now()
    )


def refresh_prices() -> None:
    """Fetch the prices that are a day old."""
    (bench,) = _bench
    _refresh_prices.refresh_prices(
        database=bench.database, gateway=bench.provider.prices, lines=bench.lines, now=utc_now()
    )


def catch_up() -> None:
    """Record what reached our lines and was not announced, since the last time."""
    (bench,) = _bench
    _catch_up.catch_up(
        database=bench.database, gateway=bench.provider.history, lines=bench.lines, now=utc_now()
    )


def catch_up_days(days: int) -> None:
    """The same, over so many days."""
    (bench,) = _bench
    now = utc_now()
    _catch_up.catch_up(
        database=bench.database,
        gateway=bench.provider.history,
        lines=bench.lines,
        now=now,
        since=now - timedelta(days=days),
    )


def run_errands() -> None:
    """Do at the provider what organizers asked for."""
    (bench,) = _bench
    _run_errands.run_errands(
        database=bench.database,
        gateway=bench.provider.lines,
        public_url=bench.origin.public_url,
        now=utc_now(),
    )


def send_previews() -> None:
    """Send the reply text to the handsets of organizers who asked for it."""
    (bench,) = _bench
    _send_previews.send_previews(
        database=bench.database,
        gateway=bench.provider.sms,
        reply_from=bench.origin.reply_from,
        now=utc_now(),
    )


def run_checkups() -> None:
    """Look at everything, for organizers who asked the doctor."""
    (bench,) = _bench
    _run_checkups.run_checkups(bench.outside, database=bench.database, clock=utc_now)


def watch_health() -> None:
    """Look at everything, and tell what has become wrong."""
    (bench,) = _bench
    _watch_health.watch_health(bench.outside, database=bench.database, clock=utc_now)


def tell_elsewhere(incident_id: int) -> None:
    """Tell of a raid by the second way, since Telegram is away."""
    (bench,) = _bench
    _tell_elsewhere.tell_elsewhere(
        incident_id, way=bench.outside.second_way, database=bench.database, now=utc_now()
    )


def beat() -> None:
    """A heartbeat that came the whole way through Redis, as replies do."""
    (bench,) = _bench
    _beat_heart.beat_heart("worker", database=bench.database, now=utc_now())
