"""The worker process: `python -m worker`."""

from hotline.gateways.checkup_targets import LOOKING_SECONDS, outside_of
from hotline.provider_wiring import make_provider, origin_of
from hotline.wiring import wire_from_environment
from worker.jobs import Bench, lay_out
from worker.queue import connect, make_queue
from worker.run import run_worker
from worker.schedule import make_chores
from worker.scheduler import Clock


def main() -> None:
    """Keep time and do jobs until told to stop."""
    hotline = wire_from_environment("worker", pool_size=3)
    settings = hotline.settings
    provider = make_provider(settings)
    lay_out(
        Bench(
            hotline.database,
            provider,
            origin_of(settings),
            settings.twilio_numbers,
            outside_of(settings, make_provider(settings, timeout_seconds=LOOKING_SECONDS)),
        )
    )
    connection = connect(hotline)
    clock = Clock(hotline.database, make_chores(hotline, connection, make_queue(connection)))
    clock.start()
    try:
        run_worker(hotline)
    finally:
        clock.stop()


if __name__ == "__main__":
    main()
