"""`python -m simulator.raid_report`: replays every scenario and writes the table of the guide.

Results can be kept in a folder, so that an interrupted run continues where it stopped.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import median
from typing import Any

from simulator.replay.events import write_events
from simulator.scenarios.catalogue import SCENARIOS, generate

_GUIDE = Path(__file__).parents[1] / "docs" / "raid-2017.md"
_PICTURES = _GUIDE.parent / "pictures"
_BEGIN, _END = "<!-- table -->", "<!-- end of the table -->"
# Only these scenarios have a picture in the guide.
_DRAWN = ("weekend", "raid", "surge-with-raid", "drain-fresh")
_SKIPPED = ("ordinary",)
_HEAD = (
    "| scenario | seeds | first alert | genuine answered | on time | attackers answered "
    "| spent on them | called | loud |\n"
    "|---|---|---|---|---|---|---|---|---|\n"
)


def main() -> None:
    """Replay the scenarios that have no result yet, two at a time, and write the table."""
    parser = argparse.ArgumentParser(prog="python -m simulator.raid_report", description=__doc__)
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--folder", type=Path, help="where results are kept; default: nowhere")
    parser.add_argument("--only", nargs="+", metavar="NAME", choices=sorted(SCENARIOS))
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = arguments.folder or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        names = arguments.only or [name for name in SCENARIOS if name not in _SKIPPED]
        wanted = [(name, seed) for seed in range(1, arguments.seeds + 1) for name in names]
        with ThreadPoolExecutor(2) as pool:
            found = list(pool.map(lambda one: _result(folder, *one), wanted))
    rows = [_row(name, [r for (n, _), r in zip(wanted, found, strict=True) if n == name])
            for name in names]  # fmt: skip
    _write("".join(rows))


def _result(folder: Path, name: str, seed: int) -> dict[str, Any]:
    kept = folder / f"{name}-{seed}.json"
    if not kept.exists() or not kept.stat().st_size:
        kept.write_text(_replay(folder / f"{name}-{seed}.csv", name, seed))
    found: dict[str, Any] = json.loads(kept.read_text())
    return found


def _replay(file: Path, name: str, seed: int) -> str:
    """The JSON of one replay, run as a command in its own process."""
    write_events(file, generate(name, seed))
    command = [sys.executable, "-m", "simulator.replay", str(file), "--json"]
    if name in _DRAWN and seed == 1:
        command += ["--plot", str(_PICTURES / f"replay-{name}.png")]
    found = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    file.unlink()
    return found


def _row(name: str, results: Sequence[dict[str, Any]]) -> str:
    delays = [r["first_alert_delay_seconds"] for r in results]
    known = [delay for delay in delays if delay is not None]
    has_attack = any(r["attack_senders"] for r in results)
    kinds = sorted(
        {kind for r in results for i in r["incidents"] for _, kind in i["kinds_over_time"]}
    )
    cells = (
        SCENARIOS[name].says,
        str(len(results)),
        _seconds(median(known)) if known and has_attack else "–",
        _share(results, "genuine_answered", "genuine_senders"),
        _share(results, "genuine_answered_on_time", "genuine_senders"),
        _share(results, "attack_answered", "attack_senders") if has_attack else "–",
        f"€{max(r['spent_on_attack'] for r in results):.2f}" if has_attack else "–",
        ", ".join(kinds) or "nothing",
        str(max(r["loud_notices"] for r in results)),
    )
    return "| " + " | ".join(cells) + " |\n"


def _share(results: Sequence[dict[str, Any]], part: str, whole: str) -> str:
    total = sum(r[whole] for r in results)
    return f"{100 * sum(r[part] for r in results) / total:.1f} %" if total else "–"


def _seconds(delay: float) -> str:
    return f"{delay:.0f} s" if delay < 120 else f"{delay / 3600:.1f} h"


def _write(rows: str) -> None:
    text = _GUIDE.read_text()
    before, _, rest = text.partition(_BEGIN)
    _, _, after = rest.partition(_END)
    _GUIDE.write_text(f"{before}{_BEGIN}\n{_HEAD}{rows}{_END}{after}")
    print(f"written: {_GUIDE}")


if __name__ == "__main__":
    main()
