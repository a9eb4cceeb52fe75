"""Queries that read inbounds. They are written in intake.py."""

from datetime import datetime

from sqlalchemy import Connection, func, select

from hotline.store.tables import inbounds


def last_received_at(connection: Connection) -> datetime | None:
    """When the last inbound reached us; None: never. Reads only an index."""
    return connection.execute(select(func.max(inbounds.c.received_at))).scalar()


def known_sids(connection: Connection, sids: list[str]) -> set[str]:
    """Those of `sids` that are already stored."""
    query = select(inbounds.c.provider_sid).where(inbounds.c.provider_sid.in_(sids))
    return set(connection.execute(query).scalars())


def count_received(connection: Connection, since: datetime) -> int:
    """How many texts and calls came after `since`."""
    query = select(func.count()).select_from(inbounds).where(inbounds.c.received_at > since)
    return int(connection.execute(query).scalar_one())
