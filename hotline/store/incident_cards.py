"""Queries on the live cards of incidents, one in each organizer's chat.

Who sees rich messages has a second one, added once the first was sent.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, and_, literal, null, select, text, true, update
from sqlalchemy.dialects.postgresql import insert

from hotline.domain.detection.evidence import Kind
from hotline.store.organizers import REACHABLE
from hotline.store.tables import incident_cards, incidents, organizers, team_group


@dataclass(frozen=True)
class CardState:
    """A card that may have to be sent or edited. `message_id` None: it was never sent.

    `organizer_id` None: the card is in the team's group. `shown`: a digest of what it shows.
    """

    id: int
    incident_id: int
    organizer_id: int | None
    message_id: int | None
    is_loud: bool
    shown: str | None
    shown_at: datetime | None
    picture_at: datetime | None
    tries: int
    is_rich: bool = False


def add_cards(connection: Connection, incident_id: int, now: datetime, *, is_loud: bool) -> None:
    """Add a card for every reachable organizer and for the group, if they have none yet."""
    _add(connection, incidents.c.id == incident_id, now, is_loud=is_loud)


def add_missing_cards(connection: Connection, now: datetime) -> None:
    """Add cards of open raids and surges for organizers who joined or came back since."""
    goes_on = and_(incidents.c.closed_at.is_(None), incidents.c.kind != Kind.DRAIN)
    _add(connection, goes_on, now, is_loud=True)
    connection.execute(_ADD_RICH, {"now": now})


# Never the first: whose phone shows nothing of it has the plain one, with its sound.
_ADD_RICH = text(
    """
    INSERT INTO incident_cards (incident_id, organizer_id, is_rich, is_loud, next_try_at)
    SELECT incident_id, organizer_id, true, false, CAST(:now AS timestamptz)
      FROM incident_cards AS plain
      JOIN incidents ON incidents.id = incident_id AND closed_at IS NULL
      JOIN organizers ON organizers.id = organizer_id AND sees_rich
     WHERE NOT is_rich AND message_id IS NOT NULL
    ON CONFLICT DO NOTHING
    """
)


def _add(
    connection: Connection, of_these: ColumnElement[bool], now: datetime, *, is_loud: bool
) -> None:
    more = (literal(is_loud), literal(now))
    everybody = incidents.join(organizers, and_(*REACHABLE))
    of_people = select(incidents.c.id, organizers.c.id, *more).select_from(everybody)
    in_group = incidents.join(team_group, true())
    of_group = select(incidents.c.id, null(), *more).select_from(in_group)
    columns = ("incident_id", "organizer_id", "is_loud", "next_try_at")
    for cards in (of_people, of_group):
        chosen = cards.where(of_these)
        statement = insert(incident_cards).from_select(columns, chosen, include_defaults=False)
        connection.execute(statement.on_conflict_do_nothing())


def live_cards(
    connection: Connection, now: datetime, *, gap: timedelta, later_gap: timedelta
) -> list[CardState]:
    """Cards of open incidents, and of those that closed in the last hour.

    Also cards that have not shown the end yet, for 3 days. Without cards that were shown less than
    `gap` ago (`later_gap` from ten minutes after the opening), and those whose next try is later.
    """
    rows = connection.execute(
        text(
            """
            SELECT card.id, card.incident_id, card.organizer_id, message_id, is_loud, shown,
                   shown_at, picture_at, tries, is_rich
              FROM incidents JOIN incident_cards AS card ON card.incident_id = incidents.id
              LEFT JOIN organizers ON organizers.id = card.organizer_id
             WHERE (closed_at IS NULL OR closed_at > :recently
                    OR shown_at < closed_at AND closed_at > :recently - interval '3 days')
               AND (given_up_at IS NULL OR last_seen_at > given_up_at AND NOT is_rich)
               AND removed_at IS NULL AND locked_at IS NULL AND next_try_at <= :now
               AND (shown_at IS NULL OR shown_at <= :shown_before
                    AND (shown_at <= :shown_long_before OR opened_at > :fresh
                         OR shown_at < closed_at OR shown_at < acknowledged_at))
             ORDER BY shown_at NULLS FIRST, card.incident_id, card.organizer_id NULLS LAST,
                      is_rich
            """
        ),
        {
            "now": now,
            "recently": now - timedelta(hours=1),
            "shown_before": now - gap,
            "shown_long_before": now - later_gap,
            "fresh": now - timedelta(minutes=10),
        },
    )
    return [CardState(**row._mapping) for row in rows]


def was_shown(connection: Connection, incident_id: int) -> bool:
    """Whether any card of this incident was sent."""
    query = select(incident_cards.c.id).where(
        incident_cards.c.incident_id == incident_id, incident_cards.c.message_id.is_not(None)
    )
    return connection.execute(query.limit(1)).first() is not None


def change_card(connection: Connection, card_id: int, **values: object) -> None:
    """Set columns of one card."""
    connection.execute(
        update(incident_cards).where(incident_cards.c.id == card_id).values(**values)
    )


def count_edit(connection: Connection, card_id: int) -> None:
    """Count one edit more."""
    change_card(connection, card_id, edits=incident_cards.c.edits + 1)


def mute_card(connection: Connection, incident_id: int, organizer_id: int, until: datetime) -> None:
    """Note that this organizer wants no sound for this incident until `until`."""
    whose = update(incident_cards).where(
        incident_cards.c.incident_id == incident_id,
        incident_cards.c.organizer_id == organizer_id,
    )
    connection.execute(whose.values(muted_until=until))


def muted_organizers(connection: Connection, incident_id: int, now: datetime) -> set[int]:
    """The organizers who want no sound for this incident now."""
    rows = connection.execute(
        text(
            "SELECT organizer_id FROM incident_cards"
            " WHERE incident_id = :incident AND muted_until > :now"
        ),
        {"incident": incident_id, "now": now},
    )
    return set(rows.scalars())
