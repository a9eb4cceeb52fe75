"""Queries on the replies to the senders who take part in an incident."""

from collections import Counter
from dataclasses import dataclass, field

from sqlalchemy import Connection, text

from hotline.domain.incidents import Incident

# Replies planned since the onset. The cost grows with the senders of the incident, not with the
# texts, nor with all replies: LATERAL with OFFSET 0 looks each up by the index.
_OF_INCIDENT = """
      FROM incident_senders AS part CROSS JOIN LATERAL (
           SELECT * FROM replies AS theirs
            WHERE theirs.sender_id = part.sender_id AND theirs.planned_at >= :since
           OFFSET 0) AS replies
     WHERE part.incident_id = :incident
"""
_COUNTS = text(
    f"""
    SELECT replies.status, replies.reason, replies.country, count(*) AS replies,
           coalesce(sum(replies.cost_micros), 0) AS micros
    {_OF_INCIDENT} GROUP BY 1, 2, 3
    """
)


@dataclass
class Fates:
    """What happened to the replies, as {country: replies}, and how many were sent.

    `sent` and `spent_micros` include replies that may have been sent, and those that failed.
    """

    planned: Counter[str] = field(default_factory=Counter)
    held: Counter[str] = field(default_factory=Counter)
    dropped: Counter[str] = field(default_factory=Counter)
    sent: int = 0
    spent_micros: int = 0


def read_fates(connection: Connection, incident: Incident) -> Fates:
    """What happened to the replies that the senders of an incident were owed."""
    fates = Fates()
    values = {"incident": incident.id, "since": incident.onset_at}
    for row in connection.execute(_COUNTS, values):
        if row.status in ("planned", "held", "dropped"):
            getattr(fates, row.status)[row.country] += row.replies
        else:
            fates.sent += row.replies
            fates.spent_micros += int(row.micros)
    return fates
