"""Confirm or discard a draft of the reply text.

Twice: the draft is closed, the second is refused. Somebody else changed the text meanwhile:
refused, since the author has not seen what they would replace.
"""

from datetime import datetime

from sqlalchemy import Connection

from hotline.domain.acts import Act
from hotline.domain.errors import RefusedError
from hotline.domain.people import Organizer
from hotline.store.audit import last_act_facts
from hotline.store.database import Database
from hotline.store.settings import read_settings
from hotline.store.texts import Draft, add_text, close_draft, current_text, lock_draft
from hotline.usecases.record_act import record_act, require_organizer


def confirm_draft(actor: Organizer, draft_id: int, *, database: Database, now: datetime) -> int:
    """The audit entry's id. Raises RefusedError("draft_gone" | "text_overtaken")."""
    require_organizer(actor)
    with database.transaction() as connection:
        # One change of text at a time: the second sees the first's version.
        read_settings(connection, for_update=True)
        draft = _open_draft(connection, actor, draft_id, now)
        if current_text(connection, draft.language).version != draft.base_version:
            faster = last_act_facts(connection, [Act.CHANGE_REPLY_TEXT])
            raise RefusedError("text_overtaken", **faster)
        close_draft(connection, draft_id, "kept")
        text = add_text(connection, draft.language, draft.body, author_id=actor.id, now=now)
        return record_act(
            connection,
            Act.CHANGE_REPLY_TEXT,
            actor,
            now=now,
            subject=f"reply_text:{text.language}:{text.version}",
            facts={"language": text.language, "version": text.version},
        )


def discard_draft(actor: Organizer, draft_id: int, *, database: Database, now: datetime) -> None:
    """Throw the draft away. Raises RefusedError("draft_gone")."""
    with database.transaction() as connection:
        _open_draft(connection, actor, draft_id, now)
        close_draft(connection, draft_id, "discarded")


def _open_draft(connection: Connection, actor: Organizer, draft_id: int, now: datetime) -> Draft:
    draft = lock_draft(connection, draft_id)
    if draft is None or draft.organizer_id != actor.id or draft.status != "open":
        raise RefusedError("draft_gone")
    if now >= draft.expires_at:
        raise RefusedError("draft_gone")
    return draft
