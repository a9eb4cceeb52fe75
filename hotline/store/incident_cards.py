"""Queries on the live cards of incidents, one in each organizer's chat."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, text, update
from sqlalchemy.dialects.postgresql import insert

from hotline.store.organizers import reachable_organizer_ids
from hotline.store.tables import incident_cards


@dataclass(frozen=True)
class CardState:
    """A card that may have to be sent or edited. `message_id` None: it was never sent.

    `shown`: a digest of what it shows.
    """

    incident_id: int
    organizer_id: int
    message_id: int | None
    is_loud: bool
    shown: str | None
    shown_at: datetime | None
    picture_at: datetime | None
    tries: int


def add_cards(connection: Connection, incident_id: int, now: datetime, *, is_loud: bool) -> None:
    """One for everybody who can be reached and has none yet."""
    rows = [
        {
            "incident_id": incident_id,
            "organizer_id": one,
            "is_loud": is_loud,
            "next_try_at": now,
        }
        for one in reachable_organizer_ids(connection)
    ]
    if rows:
        connection.execute(insert(incident_cards).on_conflict_do_nothing(), rows)


def add_missing_cards(connection: Connection, now: datetime) -> None:
    """One of each open raid or rush for whoever has joined, or come back, since it began."""
    connection.execute(
        text(
            """
            INSERT INTO incident_cards (incident_id, organizer_id, is_loud, next_try_at)
            SELECT incidents.id, organizers.id, true, :now FROM incidents CROSS JOIN organizers
             WHERE incidents.closed_at IS NULL AND incidents.kind <> 'drain'
               AND organizers.removed_at IS NULL AND organizers.unreachable_since IS NULL
            ON CONFLICT DO NOTHING
            """
        ),
        {"now": now},
    )


def live_cards(
    connection: Connection, now: datetime, *, gap: timedelta, later_gap: timedelta
) -> list[CardState]:
    """Cards of open incidents, and of those that ended lately.

    Not those that were shown less than `gap` ago (`later_gap`, ten minutes after the opening), nor
    those whose next try lies ahead.
    """
    rows = connection.execute(
        text(
            """
            SELECT card.incident_id, card.organizer_id, message_id, is_loud, shown,
                   shown_at, picture_at, tries
              FROM incidents JOIN incident_cards AS card ON card.incident_id = incidents.id
              JOIN organizers ON organizers.id = card.organizer_id
             WHERE (closed_at IS NULL OR closed_at > :lately
                    OR shown_at < closed_at AND closed_at > :lately - interval '3 days')
               AND (given_up_at IS NULL OR last_seen_at > given_up_at)
               AND removed_at IS NULL AND next_try_at <= :now
               AND (shown_at IS NULL OR shown_at <= :shown_before
                    AND (shown_at <= :shown_long_before OR opened_at > :fresh
                         OR shown_at < closed_at OR shown_at < acknowledged_at))
             ORDER BY shown_at NULLS FIRST, card.incident_id, card.organizer_id
            """
        ),
        {
            "now": now,
            "lately": now - timedelta(hours=1),
            "shown_before": now - gap,
            "shown_long_before": now - later_gap,
            "fresh": now - timedelta(minutes=10),
        },
    )
    return [CardState(**row._mapping) for row in rows]


def change_card(
    connection: Connection, incident_id: int, organizer_id: int, **values: object
) -> None:
    """Set columns of one card."""
    connection.execute(
        update(incident_cards)
        .where(
            incident_cards.c.incident_id == incident_id,
            incident_cards.c.organizer_id == organizer_id,
        )
        .values(**values)
    )


def count_edit(connection: Connection, incident_id: int, organizer_id: int) -> None:
    """One edit more."""
    change_card(connection, incident_id, organizer_id, edits=incident_cards.c.edits + 1)


def muted_organizers(connection: Connection, incident_id: int, now: datetime) -> set[int]:
    """Who wants to hear nothing of this incident for now."""
    rows = connection.execute(
        text(
            "SELECT organizer_id FROM incident_cards"
            " WHERE incident_id = :incident AND muted_until > :now"
        ),
        {"incident": incident_id, "now": now},
    )
    return set(rows.scalars())
