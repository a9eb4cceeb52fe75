"""`python -m simulator.scenarios NAME`: writes a scenario to a file for `simulator.replay`."""

import argparse
from pathlib import Path

from simulator.replay.events import write_events
from simulator.scenarios.catalogue import SCENARIOS, generate


def main() -> None:
    """Write the file, or list the names."""
    lines = "\n".join(f"  {name:<16} {one.says}" for name, one in SCENARIOS.items())
    parser = argparse.ArgumentParser(
        prog="python -m simulator.scenarios",
        description=__doc__,
        epilog=f"scenarios:\n{lines}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("name", choices=sorted(SCENARIOS), metavar="NAME")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, help="default: NAME-SEED.csv")
    arguments = parser.parse_args()
    path = arguments.out or Path(f"{arguments.name}-{arguments.seed}.csv")
    events = generate(arguments.name, arguments.seed)
    write_events(path, events)
    print(f"{len(events)} texts and calls in {path}")


if __name__ == "__main__":
    main()
