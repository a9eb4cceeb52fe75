"""The periodic tasks, and how often. What calls Twilio is a job, so that no task waits for it."""

from datetime import timedelta

from redis import Redis
from rq import Queue

from hotline.domain.pace import Pace
from hotline.settings import Settings
from hotline.usecases.checkups.record_heartbeat import record_heartbeat
from hotline.usecases.checkups.run_checkups import find_checkups
from hotline.usecases.checkups.tell_bot_silence import find_bot_news
from hotline.usecases.checkups.watch_health import find_own_look
from hotline.usecases.inbound.catch_up import find_daily_catch_up
from hotline.usecases.inbound.count_inbound_cost import count_inbound_cost
from hotline.usecases.incidents.estimate_held import estimate_held
from hotline.usecases.incidents.report_watch_failure import report_watch_failure
from hotline.usecases.incidents.send_backup_alert import find_untold_raid
from hotline.usecases.incidents.watch_drain import watch_drain
from hotline.usecases.incidents.watch_traffic import LOOK_LIMIT, Memory, watch_traffic
from hotline.usecases.lines.bound_inbound import bound_inbound
from hotline.usecases.lines.run_errands import find_errands
from hotline.usecases.mode.end_suspension import end_suspension
from hotline.usecases.money.check_ledger import LedgerMemory, check_ledger
from hotline.usecases.money.refresh_prices import find_price_work
from hotline.usecases.proposals.lapse_proposals import lapse_proposals
from hotline.usecases.replies.ask_what_was_sent import find_unasked, record_store_alive
from hotline.usecases.replies.judge_held_replies import judge_held_replies
from hotline.usecases.replies.sweep_replies import sweep_replies
from hotline.usecases.replies.take_due_replies import LinePace, take_due_replies
from hotline.usecases.reply_texts.send_previews import find_previews
from hotline.usecases.reports.tell_digest import tell_digest
from hotline.usecases.senders.end_timed_blocks import end_timed_blocks
from hotline.usecases.team.try_second_way import find_asked_test
from hotline.wiring import Hotline, utc_now
from worker.queue import clear_wrong_kinds, enqueue
from worker.rota import PeriodicTask

# Enough for the workers until the next tick, and few enough that a wiped Redis costs little.
_QUEUE_AT_MOST = 500
_LOOKS_AT_ONCE = 5
# After so many failed looks in a row, people are told that nobody watches.
_BLIND_LOOKS = 30
_INBOUND_LOOKING_BACK = timedelta(minutes=30)


def make_schedule(hotline: Hotline, connection: Redis, queue: Queue) -> list[PeriodicTask]:
    """Every periodic task, in the order in which they run."""
    return [
        # First: after an outage, a raid must be seen before replies leave.
        *_watch_tasks(hotline),
        *_team_tasks(hotline, queue),
        *_life_tasks(hotline, queue),
        *_traffic_tasks(hotline, connection, queue),
        *_money_tasks(hotline, queue),
        *_asked_tasks(hotline, queue),
    ]


def _life_tasks(hotline: Hotline, queue: Queue) -> list[PeriodicTask]:
    """A restored store must not send what was sent already: it is noticed before any dispatch."""
    database = hotline.database

    def alive() -> None:
        record_store_alive(database=database, now=utc_now())
        if find_unasked(database=database):
            enqueue(queue, "catch_up", job_id="catch-up", at_front=True)

    # As often as replies are dispatched: until a gap is noticed, none is.
    return [PeriodicTask("alive", 2, alive)]


def _traffic_tasks(hotline: Hotline, connection: Redis, queue: Queue) -> list[PeriodicTask]:
    database = hotline.database

    pace = _pace_of(hotline.settings)

    def dispatch() -> None:
        room = _QUEUE_AT_MOST - queue.count
        if room > 0:
            due = take_due_replies(database=database, now=utc_now(), limit=room, pace=pace)
            for reply_id, attempt in due:
                enqueue(queue, "send_reply", reply_id, job_id=f"reply-{reply_id}-{attempt}")

    def beat() -> None:
        connection.ping()
        clear_wrong_kinds(connection)
        record_heartbeat("redis", database=database, now=utc_now())
        # At the front: a long backlog must not look like a dead worker.
        enqueue(queue, "beat", job_id="beat", at_front=True)

    def end_suspension_() -> None:
        end_suspension(database=database, now=utc_now())

    def sweep() -> None:
        sweep_replies(database=database, now=utc_now())

    def catch_up() -> None:
        enqueue(queue, "catch_up", job_id="catch-up")

    def catch_up_at_night() -> None:
        if find_daily_catch_up(database=database, now=utc_now()):
            enqueue(queue, "catch_up_days", 2, job_id="night")

    return [
        PeriodicTask("dispatch", 2, dispatch),
        PeriodicTask("beat", 10, beat),
        PeriodicTask("end suspension", 2, end_suspension_),
        PeriodicTask("sweep", 60, sweep),
        PeriodicTask("catch up", 300, catch_up),
        PeriodicTask("catch up at night", 600, catch_up_at_night, due_in=600),
    ]


def _pace_of(settings: Settings) -> LinePace | None:
    rate = settings.segments_per_second
    return None if rate is None else LinePace(Pace(rate), settings.twilio_reply_from)


def _watch_tasks(hotline: Hotline) -> list[PeriodicTask]:
    database, memory = hotline.database, Memory()

    failed = 0

    def watch() -> None:
        nonlocal failed
        try:
            # After an outage there is more to look at than one look takes.
            for _ in range(_LOOKS_AT_ONCE):
                if watch_traffic(database=database, memory=memory, now=utc_now()) < LOOK_LIMIT:
                    break
        except Exception:
            failed += 1
            if failed >= _BLIND_LOOKS:
                report_watch_failure(database=database, now=utc_now())
            raise
        failed = 0

    def judge() -> None:
        judge_held_replies(database=database, now=utc_now())

    def drain() -> None:
        watch_drain(database=database, now=utc_now())

    def estimate() -> None:
        estimate_held(database=database, now=utc_now())

    return [
        PeriodicTask("watch", 2, watch),
        PeriodicTask("judge", 3, judge),
        PeriodicTask("weigh held", 30, estimate),
        PeriodicTask("watch drain", 300, drain),
    ]


def _team_tasks(hotline: Hotline, queue: Queue) -> list[PeriodicTask]:
    database = hotline.database

    def lapse() -> None:
        lapse_proposals(database=database, now=utc_now())

    def end_blocks() -> None:
        end_timed_blocks(database=database, now=utc_now())

    def digest() -> None:
        tell_digest(database=database, now=utc_now())

    def elsewhere() -> None:
        incident_id = find_untold_raid(database=database, now=utc_now())
        if incident_id is not None:
            job_id = f"elsewhere-{incident_id}"
            enqueue(queue, "tell_elsewhere", incident_id, job_id=job_id, at_front=True)

    def bot_news() -> None:
        if find_bot_news(database=database, now=utc_now()):
            enqueue(queue, "tell_elsewhere", 0, job_id="bot-news", at_front=True)

    def asked_test() -> None:
        if find_asked_test(database=database):
            enqueue(queue, "try_second_way", job_id="second-way", at_front=True)

    by_alert = [
        PeriodicTask("test of the second way", 3, asked_test),
        PeriodicTask("elsewhere", 30, elsewhere),
        # Later than the bot's own start after a deployment.
        PeriodicTask("bot", 20, bot_news, due_in=60),
    ]
    return [
        *(by_alert if hotline.settings.alert_urls else []),
        PeriodicTask("end blocks", 60, end_blocks),
        PeriodicTask("lapse", 30, lapse),
        PeriodicTask("digest", 120, digest),
    ]


def _money_tasks(hotline: Hotline, queue: Queue) -> list[PeriodicTask]:
    database = hotline.database

    def prices() -> None:
        if find_price_work(database=database, now=utc_now()):
            enqueue(queue, "refresh_prices", job_id="prices", at_front=True)

    def look_up() -> None:
        enqueue(queue, "look_up_replies", job_id="look-up")

    def count_inbound() -> None:
        count_inbound_cost(database=database, now=utc_now(), looking_back=_INBOUND_LOOKING_BACK)
        bound_inbound(hotline.settings.twilio_numbers, database=database, now=utc_now())

    def recount_inbound() -> None:
        count_inbound_cost(database=database, now=utc_now(), looking_back=timedelta(days=3))

    # Only what is new is added up again.
    sums = LedgerMemory()

    def check() -> None:
        check_ledger(database=database, now=utc_now(), memory=sums)

    return [
        PeriodicTask("prices", 10, prices),
        PeriodicTask("look up", 10, look_up),
        PeriodicTask("inbound cost", 30, count_inbound),
        PeriodicTask("inbound cost of days", 3600, recount_inbound),
        PeriodicTask("check ledger", 600, check),
    ]


def _asked_tasks(hotline: Hotline, queue: Queue) -> list[PeriodicTask]:
    """What organizers ask for: errands, previews, check-ups; and the check-up nobody asked for."""
    database = hotline.database

    def errands() -> None:
        if find_errands(database=database, now=utc_now()):
            enqueue(queue, "run_errands", job_id="errands", at_front=True)

    def previews() -> None:
        if find_previews(database=database):
            enqueue(queue, "send_previews", job_id="previews", at_front=True)

    def checkups() -> None:
        if find_checkups(database=database, now=utc_now()):
            enqueue(queue, "run_checkups", job_id="checkups", at_front=True)

    def own_look() -> None:
        if find_own_look(database=database, now=utc_now()):
            enqueue(queue, "watch_health", job_id="health")

    def visit() -> None:
        enqueue(queue, "visit_own_address", job_id="visit")

    return [
        PeriodicTask("visit", 60, visit, due_in=60),
        # The first one comes once everything has had time to start.
        PeriodicTask("own look", 300, own_look, due_in=300),
        PeriodicTask("errands", 2, errands),
        PeriodicTask("previews", 2, previews),
        PeriodicTask("checkups", 1, checkups),
    ]
