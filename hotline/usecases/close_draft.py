"""Confirm or discard a draft of the reply text.

Twice: the draft is closed, the second is refused. Somebody else changed the text meanwhile:
refused, since the author has not seen what they would replace. In a raid a second person must
agree: what replies say then is said to hundreds who wish us ill.
"""

from datetime import datetime

from sqlalchemy import Connection

from hotline.domain.acts import Act
from hotline.domain.errors import RefusedError
from hotline.domain.modes import Mode
from hotline.domain.people import Organizer
from hotline.store.database import Database
from hotline.store.settings import read_settings
from hotline.store.texts import Draft, close_draft, lock_draft
from hotline.usecases.ask_second import Asked, ask_second_at_once, who_may_agree
from hotline.usecases.keep_text import TextKept, keep_text
from hotline.usecases.record_act import require_organizer


def confirm_draft(
    actor: Organizer, draft_id: int, *, database: Database, now: datetime
) -> TextKept | Asked:
    """Raises RefusedError("draft_gone" | "text_overtaken"). A team of one is asked nobody."""
    require_organizer(actor)
    with database.transaction() as connection:
        mode = read_settings(connection, for_update=True).mode
        _open_draft(connection, actor, draft_id, now)
        if mode is Mode.GUARDED and who_may_agree(connection, actor.id, now):
            facts = {"draft_id": draft_id}
            close_draft(connection, draft_id, "asked")
            return ask_second_at_once(connection, actor, Act.CHANGE_REPLY_TEXT, facts, now)
        return keep_text(connection, actor, draft_id, now)


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
