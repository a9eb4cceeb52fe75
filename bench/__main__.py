"""`bin/bench`: what the hotline costs, beside what else could be had. Everything is on loopback.

Servers, database and clients share the cores of this machine, so only ratios mean something.
"""

import argparse
import statistics
from pathlib import Path

from bench import sizes
from bench.raw_limit import single_rows
from bench.receiving import Row, a_round, door_seconds
from bench.report import plot_rates, receiving_tables
from bench.sending import WORKERS, send
from bench.stage import a_stage
from bench.starting import start_all
from bench.tapping import TEXTS_A_SECOND, tap_in_a_raid


def main() -> None:
    """Measure what the arguments name; all of it but the sizes, without any."""
    asked = _arguments()
    if asked.sizes is not None:
        sizes.main(asked.sizes or sizes.SIZES)
        return
    parts = {
        "receiving": lambda: _receiving(asked.count, asked.rounds, asked.out),
        "door": _door,
        "sending": lambda: _sending(asked.replies),
        "tapping": _tapping,
        "starting": lambda: _starting(asked.count),
    }
    for name, measure in parts.items():
        if not asked.parts or name in asked.parts:
            measure()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bin/bench", description=__doc__)
    names = "receiving, door, sending, tapping, starting"
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"{names}; all by default")
    parser.add_argument("--count", type=int, default=6_000, help="texts of each measurement")
    parser.add_argument("--rounds", type=int, default=5, help="rounds of receiving")
    parser.add_argument("--replies", type=int, default=5_000, help="replies that are due")
    parser.add_argument("--out", type=Path, help="a folder for the plots")
    parser.add_argument("--sizes", type=int, nargs="*", metavar="INBOUNDS",
                        help="what things cost with so many inbounds stored")  # fmt: skip
    return parser.parse_args()


def _receiving(count: int, rounds: int, out: Path | None) -> None:
    found: list[list[Row]] = []
    raw = []
    for number in range(rounds):
        # Each round begins with empty tables.
        with a_stage() as stage:
            found.append(list(a_round(stage, count)))
            raw.append(single_rows(stage.postgres.url(), count))
        print(f"round {number + 1} of {rounds}", flush=True)
    _say("Receiving", receiving_tables(found))
    limits = [_ours(rows).timing.rate / limit for rows, limit in zip(found, raw, strict=True)]
    print(
        f"Single rows, each with its own commit, 16 sessions: {statistics.median(raw):,.0f} a"
        f" second; ours ÷ that: {statistics.median(limits):.2f}"
    )
    if out is not None:
        plot_rates(found, out / "performance-receiving.png")


def _ours(rows: list[Row]) -> Row:
    return next(row for row in rows if row.target == "hotline" and row.clients == 16)


def _door() -> None:
    with a_stage() as stage:
        worst = door_seconds(stage)
    lines = [f"| {who} | {seconds * 1000:.0f} |" for who, seconds in worst.items()]
    _say("The slowest signed text while strangers hold the door",
         "\n".join(["| strangers | ms |", "|---|--:|", *lines]))  # fmt: skip


def _sending(count: int) -> None:
    lines = ["| workers | replies | a second | doubled |", "|--:|--:|--:|--:|"]
    for workers in WORKERS:
        found = send(workers, count)
        lines.append(f"| {workers} | {found.replies:,} | {found.rate:.0f} | {found.doubled} |")
    _say("Sending", "\n".join(lines))


def _tapping() -> None:
    found = tap_in_a_raid()
    _say(
        f"A tap while {TEXTS_A_SECOND} texts a second arrive",
        f"median {found.median_ms:.0f} ms, p95 {found.p95_ms:.0f} ms ({found.texts:,} texts)",
    )


def _starting(count: int) -> None:
    lines = [
        f"| program | import s | ready s | MB at rest | MB after {count:,} texts |",
        "|---|--:|--:|--:|--:|",
    ]
    for program, one in start_all(count).items():
        rest, after = one.rest_bytes / 2**20, one.after_bytes / 2**20
        lines.append(
            f"| {program} | {one.import_seconds:.2f} | {one.ready_seconds:.1f} | {rest:.0f}"
            f" | {after:.0f} |"
        )
    _say("Starting", "\n".join(lines))


def _say(title: str, table: str) -> None:
    print(f"\n## {title}\n\n{table}\n", flush=True)


if __name__ == "__main__":
    main()
