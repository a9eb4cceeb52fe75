"""Queries on what organizers want to hear and see."""

from datetime import date

from sqlalchemy import Connection, or_, select

from hotline.domain.sounds import Alerts, Level
from hotline.store.organizers import REACHABLE
from hotline.store.tables import organizers


def read_alerts(connection: Connection, organizer_id: int) -> Alerts:
    """One organizer's choice."""
    query = select(organizers).where(organizers.c.id == organizer_id)
    row = connection.execute(query).one()
    is_quiet = row.quiet_from is not None and row.quiet_to is not None
    return Alerts(
        level=Level(row.alert_level),
        quiet=(row.quiet_from, row.quiet_to) if is_quiet else None,
        raids_sound=row.raids_sound,
        muted_until=row.muted_until,
        sees_texts=row.sees_texts,
        digest_hour=row.digest_hour,
        sees_rich=row.sees_rich,
    )


def who_wants_digest(connection: Connection, today: date, hour: int) -> list[int]:
    """Organizers who get a digest now: their hour has come, and today's was not sent. Locked."""
    query = select(organizers.c.id).where(
        *REACHABLE,
        organizers.c.digest_hour <= hour,
        or_(organizers.c.digest_day.is_(None), organizers.c.digest_day < today),
    )
    return list(connection.execute(query.with_for_update()).scalars())
