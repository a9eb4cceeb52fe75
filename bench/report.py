"""Tables and plots of what was measured. Every ratio is of one round; medians, and their spread."""

import statistics
from collections.abc import Callable, Sequence
from pathlib import Path

from matplotlib.figure import Figure

from bench.receiving import CLIENTS, Row

_COMPARED = ("tutorial, granian", "tutorial, gunicorn", "bare, granian", "bare, gunicorn")
_OURS, _THEIRS = "#0b6e4f", "#b8c4bb"
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
    """Texts a second of each target, by how many clients."""
    targets = list(dict.fromkeys(row.target for row in rounds[0]))
    figure = Figure(figsize=(8, 4), layout="constrained")
    axes = figure.subplots(1, len(CLIENTS), sharey=True)
    for clients, axis in zip(CLIENTS, axes, strict=True):
        rates = [
            _median([_find(one, target, clients) for one in rounds], _rate) for target in targets
        ]
        colours = [_OURS if target.startswith("hotline") else _THEIRS for target in targets]
        axis.barh(targets, rates, color=colours)
        axis.bar_label(axis.containers[0], fmt="{:,.0f}", padding=3)
        axis.set_title(f"{clients} client{'s' if clients > 1 else ''}")
        axis.margins(x=0.25)
        axis.spines[["top", "right"]].set_visible(False)
    axes[0].invert_yaxis()
    figure.suptitle("Texts a second, all on one machine with two cores")
    figure.savefig(file, dpi=110)
