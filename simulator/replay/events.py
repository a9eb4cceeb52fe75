"""The file that is replayed: one text or call a line, as CSV."""

import csv
from collections.abc import Iterable
from pathlib import Path

from simulator.scenarios.people import Event

COLUMNS = ("t_seconds", "from", "kind", "body", "label")
_LATE = "received_seconds"
_KINDS = ("sms", "call")
# Texts of spam can be very long.
csv.field_size_limit(10_000_000)


class EventsError(ValueError):
    """The file has a wrong format; the message says where and why."""


def read_events(path: Path) -> list[Event]:
    """The events of a file, in the order in which they were sent. Raises EventsError."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        missing = [name for name in COLUMNS if name not in (reader.fieldnames or ())]
        if missing:
            raise EventsError(f"{path.name}: no column {', '.join(missing)}")
        return sorted(_event(row, reader.line_num, path.name) for row in reader)


def write_events(path: Path, events: Iterable[Event]) -> None:
    """Write a file that `read_events` can read."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow((*COLUMNS, _LATE))
        for one in sorted(events):
            late = "" if one.received_seconds is None else f"{one.received_seconds:.3f}"
            writer.writerow(
                (f"{one.t_seconds:.3f}", one.number, one.kind, one.body, one.label, late)
            )


def _event(row: dict[str, str], line: int, name: str) -> Event:
    try:
        received = row.get(_LATE) or ""
        event = Event(
            float(row["t_seconds"]),
            row["from"].strip(),
            row["kind"].strip(),
            row["body"] or "",
            row["label"].strip(),
            float(received) if received.strip() else None,
        )
    except (ValueError, AttributeError, TypeError):
        raise EventsError(f"{name}, line {line}: cannot be read") from None
    if event.kind not in _KINDS:
        raise EventsError(f"{name}, line {line}: kind must be sms or call")
    return event
