"""The picture of an incident, from the data in the store."""

import asyncio
import logging
from datetime import datetime

from sqlalchemy.exc import SQLAlchemyError

from bot.pictures.drawn import drawn
from bot.pictures.traffic import draw_traffic
from hotline.domain.incidents import Incident
from hotline.store.database import Database
from hotline.usecases.incidents.show_traffic import show_traffic
from hotline.words import Words

log = logging.getLogger(__name__)


async def draw_incident(
    incident: Incident, words: Words, *, database: Database, now: datetime
) -> bytes | None:
    """A PNG. None if it cannot be drawn: the figures are what matters.

    Raises SQLAlchemyError if the store is away.
    """
    try:
        traffic = await asyncio.to_thread(show_traffic, incident, database=database, now=now)
    except SQLAlchemyError:
        raise
    except Exception:
        log.exception("the picture was not drawn")
        return None
    return await drawn(draw_traffic, traffic, words)
