"""Queries on the cost of incoming texts: which quarter-hours have uncounted segments."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, text


@dataclass(frozen=True)
class Uncounted:
    """Segments of one line in one quarter of an hour that are not in the ledger yet."""

    begins_at: datetime
    line: str
    segments: int


# Reads the inbounds since then, by the index on their moment. Calls have no segments.
_UNCOUNTED = text(
    """
    SELECT found.quarter, found.line, found.segments - coalesce(counted.segments, 0) AS segments
      FROM (SELECT date_bin('15 minutes', received_at, 'epoch') AS quarter, line,
                   sum(segments)::integer AS segments
              FROM inbounds
             WHERE received_at >= date_bin('15 minutes', :since, 'epoch')
             GROUP BY 1, 2) AS found
      LEFT JOIN inbound_costs AS counted USING (quarter, line)
     WHERE found.segments > coalesce(counted.segments, 0)
     ORDER BY 1, 2
    """
)


def uncounted_quarters(connection: Connection, *, since: datetime) -> list[Uncounted]:
    """The quarter-hours with uncounted segments, from the one that holds `since`.

    Locks the table until the commit, so that two workers do not count the same segments.
    """
    connection.execute(text("LOCK TABLE inbound_costs IN EXCLUSIVE MODE"))
    return [Uncounted(*row) for row in connection.execute(_UNCOUNTED, {"since": since})]


def note_counted(connection: Connection, quarter: Uncounted) -> None:
    """Note that its segments are in the ledger, written in the same transaction."""
    connection.execute(
        text(
            "INSERT INTO inbound_costs AS c (quarter, line, segments)"
            " VALUES (:quarter, :line, :segments) ON CONFLICT (quarter, line)"
            " DO UPDATE SET segments = c.segments + :segments"
        ),
        {"quarter": quarter.begins_at, "line": quarter.line, "segments": quarter.segments},
    )
