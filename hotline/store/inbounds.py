"""Queries on inbounds. Writing them is in intake.py."""

from datetime import datetime

from sqlalchemy import Connection, func, select

from hotline.store.tables import inbounds


def last_received_at(connection: Connection) -> datetime | None:
    """When somebody last reached us; one look at an index."""
    return connection.execute(select(func.max(inbounds.c.received_at))).scalar()
