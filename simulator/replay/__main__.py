"""`python -m simulator.replay FILE.csv`: what this hotline would have done with such traffic."""

import argparse
import gc
import json
import os
import signal
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NoReturn
from zoneinfo import ZoneInfo

from hotline.domain.money import to_micros
from simulator.box.proxies import without_proxy
from simulator.replay.events import EventsError, read_events
from simulator.replay.play import Play
from simulator.replay.plot import draw_replay
from simulator.replay.score import score
from simulator.replay.world import TIMEZONE, make_world

_ENDINGS = (signal.SIGTERM, signal.SIGHUP)


def main() -> None:
    """Replay the file and print the figures as JSON."""
    arguments = _parser().parse_args()
    # A signal becomes SystemExit, so that the child processes and the database end too.
    for number in _ENDINGS:
        signal.signal(number, _end)
    # Requests to the networks on loopback must not go through a proxy.
    os.environ |= without_proxy(dict(os.environ))
    try:
        found = replay(
            arguments.file,
            day_micros=to_micros(arguments.budget_day),
            price_micros=to_micros(arguments.price),
            start=arguments.start,
            plot=arguments.plot,
        )
    except (EventsError, OSError) as error:
        print(error, file=sys.stderr)
        raise SystemExit(2) from None
    print(json.dumps(found, indent=None if arguments.json else 2))


def replay(
    file: Path, *, day_micros: int, price_micros: int, start: datetime, plot: Path | None = None
) -> dict[str, Any]:
    """Replay `file`: the figures of `simulator.replay.score`, and how long the replay took.

    `start`: the moment of t = 0. `plot`: where to save the picture; None: no picture.
    """
    began = time.monotonic()
    events = read_events(file)
    with make_world(day_micros=day_micros, price_micros=price_micros, now=start) as world:
        play = Play(world, events, start, price_micros)
        # The events stay in memory to the end: the collector need not look at them again.
        gc.freeze()
        play.run()
        found = score(world, events, start, price_micros)
        if plot is not None:
            draw_replay(world, start, plot)
    return {**found, "wall_seconds": round(time.monotonic() - began, 1)}


def _end(number: int, _: object) -> NoReturn:
    for other in _ENDINGS:
        signal.signal(other, signal.SIG_IGN)
    raise SystemExit(128 + number)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m simulator.replay", description=__doc__)
    parser.add_argument("file", type=Path, help="t_seconds,from,kind,body,label")
    parser.add_argument("--json", action="store_true", help="on one line")
    parser.add_argument("--budget-day", default="600", help="euros (default: %(default)s)")
    parser.add_argument("--price", default="0.16", help="euros an SMS (default: %(default)s)")
    parser.add_argument(
        "--start",
        type=_moment,
        default="2017-10-27T19:00",
        help=f"what t = 0 is, in {TIMEZONE} (default: %(default)s)",
    )
    parser.add_argument("--plot", type=Path, help="a PNG of the traffic and what was done")
    return parser


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    local = moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(TIMEZONE))
    # In UTC: seconds are added to it, also over a change to winter time.
    return local.astimezone(UTC)


if __name__ == "__main__":
    main()
