"""The jobs: each takes ids and calls one use case. The job context is set once, at start."""

from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlsplit

from hotline.gateways.checkup_targets import CheckupTargets
from hotline.gateways.sms import Origin, Provider
from hotline.parts import for_each
from hotline.store.database import Database
from hotline.usecases.checkups import record_heartbeat as _record_heartbeat
from hotline.usecases.checkups import run_checkups as _run_checkups
from hotline.usecases.checkups import tell_bot_silence as _tell_bot_silence
from hotline.usecases.checkups import visit_own_address as _visit_own_address
from hotline.usecases.checkups import watch_health as _watch_health
from hotline.usecases.inbound import catch_up as _catch_up
from hotline.usecases.incidents import send_backup_alert as _send_backup_alert
from hotline.usecases.lines import run_errands as _run_errands
from hotline.usecases.money import refresh_prices as _refresh_prices
from hotline.usecases.replies import ask_what_was_sent as _ask_what_was_sent
from hotline.usecases.replies import look_up_replies as _look_up_replies
from hotline.usecases.replies import send_reply as _send_reply
from hotline.usecases.reply_texts import send_previews as _send_previews
from hotline.usecases.team import try_second_way as _try_second_way
from hotline.wiring import utc_now


@dataclass(frozen=True)
class JobContext:
    """What the jobs of this process work with."""

    database: Database
    provider: Provider
    origin: Origin
    lines: tuple[str, ...]
    targets: CheckupTargets


_context: list[JobContext] = []


def configure_jobs(context: JobContext) -> None:
    """Set the job context, once, before the first job: RQ finds jobs by name and hands them ids."""
    _context[:] = [context]


def send_reply(reply_id: int) -> None:
    """Send one due reply, if it is still due."""
    (context,) = _context
    _send_reply.send_reply(
        reply_id,
        database=context.database,
        gateway=context.provider.sms,
        origin=context.origin,
        now=utc_now(),
        clock=utc_now,
    )


def look_up_replies() -> None:
    """Ask the provider about unknown replies, and about prices."""
    (context,) = _context
    _look_up_replies.look_up_replies(
        database=context.database, gateway=context.provider.sms, now=utc_now()
    )


def refresh_prices() -> None:
    """Fetch the prices that are a day old."""
    (context,) = _context
    _refresh_prices.refresh_prices(
        database=context.database,
        gateway=context.provider.prices,
        lines=context.lines,
        now=utc_now(),
    )


def catch_up() -> None:
    """Record what reached our lines unannounced, and ask what they have sent, where we must."""
    for_each((_record_missing, _ask), lambda part: part(), what="a part of the catch-up")


def _record_missing() -> None:
    (context,) = _context
    _catch_up.catch_up(
        database=context.database,
        gateway=context.provider.history,
        lines=context.lines,
        now=utc_now(),
    )


def _ask() -> None:
    (context,) = _context
    reply_from = context.origin.reply_from
    _ask_what_was_sent.ask_what_was_sent(
        database=context.database,
        gateway=context.provider.history,
        senders=(*context.lines, *([reply_from] if reply_from else [])),
        now=utc_now(),
    )


def catch_up_days(days: int) -> None:
    """Record texts and calls that reached our lines unannounced in the last `days` days."""
    (context,) = _context
    now = utc_now()
    _catch_up.catch_up(
        database=context.database,
        gateway=context.provider.history,
        lines=context.lines,
        now=now,
        since=now - timedelta(days=days),
    )


def run_errands() -> None:
    """Do at the provider what organizers asked for."""
    (context,) = _context
    _run_errands.run_errands(
        database=context.database,
        gateway=context.provider.lines,
        public_url=context.origin.public_url,
        now=utc_now(),
    )


def send_previews() -> None:
    """Send the reply text to the handsets of organizers who asked for it."""
    (context,) = _context
    _send_previews.send_previews(
        database=context.database,
        gateway=context.provider.sms,
        reply_from=context.origin.reply_from,
        now=utc_now(),
    )


def run_checkups() -> None:
    """Run the check-ups that organizers asked for with /doctor."""
    (context,) = _context
    _run_checkups.run_checkups(context.targets, database=context.database, clock=utc_now)


def watch_health() -> None:
    """Run a check-up without being asked, and tell what has become wrong."""
    (context,) = _context
    _watch_health.watch_health(context.targets, database=context.database, clock=utc_now)


def visit_own_address() -> None:
    """Visit our own address from outside, and tell when it does not answer any more."""
    (context,) = _context
    targets = context.targets
    _visit_own_address.visit_own_address(
        targets.probe,
        host=urlsplit(targets.public_url).hostname or "",
        way=targets.backup_alerts,
        database=context.database,
        now=utc_now(),
    )


def tell_elsewhere(incident_id: int) -> None:
    """Tell of a raid by the backup alert. 0: that the bot is silent, or lives again."""
    (context,) = _context
    if incident_id == 0:
        _tell_bot_silence.tell_bot_silence(
            way=context.targets.backup_alerts, database=context.database, now=utc_now()
        )
        return
    _send_backup_alert.send_backup_alert(
        incident_id, way=context.targets.backup_alerts, database=context.database, now=utc_now()
    )


def try_second_way() -> None:
    """Send the test of the second way that somebody asked for."""
    (context,) = _context
    _try_second_way.try_second_way(
        way=context.targets.backup_alerts, database=context.database, now=utc_now()
    )


def beat() -> None:
    """Record a heartbeat that came the whole way through Redis, as replies do."""
    (context,) = _context
    _record_heartbeat.record_heartbeat("worker", database=context.database, now=utc_now())
