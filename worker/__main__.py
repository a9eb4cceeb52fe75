"""The worker process: `python -m worker`."""

from hotline.gateways.checkup_targets import LOOKING_SECONDS, checkup_targets_of
from hotline.provider_wiring import make_provider, origin_of
from hotline.stop_signals import ignore_signals
from hotline.wiring import steady_seconds, wire_from_environment
from worker.jobs import JobContext, configure_jobs
from worker.queue import connect, make_queue
from worker.run import run_worker
from worker.schedule import make_schedule
from worker.scheduler import Scheduler


def main() -> None:
    """Run the scheduler and do jobs until told to stop.

    Three connections to PostgreSQL: the scheduler's lock, its tasks, and the job under way.
    """
    hotline = wire_from_environment("worker", pool_size=3)
    settings = hotline.settings
    provider = make_provider(settings)
    configure_jobs(
        JobContext(
            hotline.database,
            provider,
            origin_of(settings),
            settings.twilio_numbers,
            checkup_targets_of(settings, make_provider(settings, timeout_seconds=LOOKING_SECONDS)),
        )
    )
    connection = connect(hotline)
    scheduler = Scheduler(
        hotline.database,
        make_schedule(hotline, connection, make_queue(connection)),
        clock=steady_seconds,
    )
    scheduler.start()
    try:
        run_worker(hotline)
    finally:
        ignore_signals()
        scheduler.stop()


if __name__ == "__main__":
    main()
