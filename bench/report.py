"""Tables and plots of what was measured. Every ratio is of one round; medians, and their spread."""

import statistics
from collections.abc import Callable, Sequence
from pathlib import Path

from bench.receiving import CLIENTS, Row
from bot.pictures.canvas import Canvas, width_of
from bot.pictures.palette import BLUE, GREY

_COMPARED = ("tutorial, granian", "tutorial, gunicorn", "bare, granian", "bare, gunicorn")
_OURS, _THEIRS = BLUE, GREY
_WIDTH, _HEIGHT = 400.0, 180.0
Rounds = Sequence[Sequence[Row]]


def receiving_tables(rounds: Rounds) -> str:
    """Markdown: rates and latencies, what a text costs, and the ratios."""
    first = rounds[0]
    lines = [
        "| target | texts | clients | a second | median ms | p99 ms | web | PostgreSQL | Redis |",
        "|---|---|--:|--:|--:|--:|--:|--:|--:|",
    ]
    for at, row in enumerate(first):
        same = [each[at] for each in rounds]
        lines.append(
            f"| {row.target} | {row.kind} | {row.clients}"
            f" | {_median(same, lambda one: one.timing.rate):,.0f}"
            f" | {_median(same, lambda one: one.timing.median_ms):.1f}"
            f" | {_median(same, lambda one: one.timing.p99_ms):.1f}"
            f" | {_median(same, lambda one: one.web_ms):.2f}"
            f" | {_median(same, lambda one: one.postgres_ms):.2f}"
            f" | {_median(same, lambda one: one.redis_ms):.2f} |"
        )
    return "\n".join([*lines, "", *_ratio_lines(rounds), "", *_share_lines(rounds)])


def _ratio_lines(rounds: Rounds) -> list[str]:
    lines = [
        "| ours ÷ | " + " | ".join(f"{clients} clients" for clients in CLIENTS) + " |",
        "|---|" + "--:|" * len(CLIENTS),
    ]
    for target in _COMPARED:
        cells = [
            _ratio(rounds, target, clients, lambda one: one.timing.rate) for clients in CLIENTS
        ]
        lines.append(f"| {target}: a second | " + " | ".join(cells) + " |")
    for target in _COMPARED[:2]:
        cells = [_ratio(rounds, target, clients, _p99) for clients in CLIENTS]
        lines.append(f"| {target}: p99 | " + " | ".join(cells) + " |")
    return lines


def _rate(row: Row) -> float:
    return row.timing.rate


def _p99(row: Row) -> float:
    return row.timing.p99_ms


def _share_lines(rounds: Rounds) -> list[str]:
    ours = [_find(one, "hotline", 16) for one in rounds]
    shares = [one.transactions for one in ours]
    return [
        f"Ours at 16 clients, new senders: {statistics.median(shares):.2f} transactions a text"
        f" (so {1 / statistics.median(shares):.1f} texts share one),"
        f" {2 * statistics.median(shares):.2f} round trips,"
        f" {_median(ours, lambda one: one.wal_bytes):,.0f} bytes of WAL,"
        f" {_median(ours, lambda one: one.web_ms + one.postgres_ms):.2f} ms of CPU.",
        f"A refused text, unsigned: {_cost(rounds, 'unsigned'):.3f} ms of CPU;"
        f" forged: {_cost(rounds, 'forged'):.3f} ms.",
    ]


def _cost(rounds: Rounds, kind: str) -> float:
    same = [next(row for row in one if row.kind == kind) for one in rounds]
    return _median(same, lambda row: row.web_ms + row.postgres_ms)


def _find(rows: Sequence[Row], target: str, clients: int) -> Row:
    return next(
        row
        for row in rows
        if (row.target, row.kind, row.clients) == (target, "new senders", clients)
    )


def _ratio(rounds: Rounds, target: str, clients: int, of: Callable[[Row], float]) -> str:
    """The median of the rounds' ratios, and the least and the greatest."""
    ratios = [
        of(_find(rows, "hotline", clients)) / of(_find(rows, target, clients)) for rows in rounds
    ]
    return f"**{statistics.median(ratios):.2f}** ({min(ratios):.2f} to {max(ratios):.2f})"


def _median(rows: Sequence[Row], of: Callable[[Row], float]) -> float:
    return statistics.median(of(row) for row in rows)


def plot_rates(rounds: Rounds, file: Path) -> None:
    """Texts a second of each target, by how many clients: a PNG of 1200 by 540 pixels."""
    canvas = Canvas(_WIDTH, _HEIGHT)
    canvas.words(8, 6, "Texts a second, all on one machine with two cores", size=13, is_bold=True)
    targets = list(dict.fromkeys(row.target for row in rounds[0]))
    names = 14 + max(width_of(target) for target in targets)
    panel = (_WIDTH - names) / len(CLIENTS)
    rates = {
        (target, clients): _median([_find(one, target, clients) for one in rounds], _rate)
        for target in targets
        for clients in CLIENTS
    }
    # Room beside the longest bar for its number.
    scale = (panel - 50) / max(rates.values())
    row = (_HEIGHT - 50) / len(targets)
    for n, target in enumerate(targets):
        top = 46 + n * row
        canvas.words(8, top, target)
        look = _OURS if target.startswith("hotline") else _THEIRS
        for m, clients in enumerate(CLIENTS):
            left = names + m * panel
            rate = rates[target, clients]
            canvas.box(left, top, left + rate * scale, top + row - 6, look)
            canvas.words(left + rate * scale + 4, top, f"{rate:,.0f}")
    for m, clients in enumerate(CLIENTS):
        label = f"{clients} client{'s' if clients > 1 else ''}"
        canvas.words(names + m * panel, 27, label, is_bold=True)
    file.write_bytes(canvas.as_png())
