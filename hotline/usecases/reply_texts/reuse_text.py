"""Reuse an older version of the reply text, as a draft that is confirmed like any other."""

from datetime import datetime

from hotline.domain.errors import RefusedError
from hotline.domain.people import Organizer
from hotline.domain.refusals import Refusal
from hotline.store.database import Database
from hotline.store.reply_texts import text_of_version
from hotline.usecases.reply_texts.draft_reply_text import DraftPreview, draft_reply_text


def reuse_text(
    actor: Organizer, language: str, version: int, *, database: Database, now: datetime
) -> DraftPreview:
    """Draft the text of that version again.

    Args:
        version: counted from 1 in each language.

    Raises:
        RefusedError: no_such_text, and as `draft_reply_text` does, such as text_unchanged
    """
    with database.transaction() as connection:
        text = text_of_version(connection, language, version)
    if text is None:
        raise RefusedError(Refusal.NO_SUCH_TEXT)
    return draft_reply_text(actor, text.body, language=language, database=database, now=now)
