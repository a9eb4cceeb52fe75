"""Confirm or discard a draft of the reply text.

**Idempotent:** the first answer closes the draft, and a second one is refused. If somebody else has
changed the reply text since, it is refused too: the author has not seen what they would replace.
In a raid a second person must agree, because replies then go to hundreds of attackers.
"""

from datetime import datetime

from sqlalchemy import Connection

from hotline.domain.acts import Act
from hotline.domain.errors import RefusedError
from hotline.domain.people import Organizer
from hotline.domain.refusals import Refusal
from hotline.domain.reply_texts import DraftStatus
from hotline.store.database import Database
from hotline.store.proposals import Proposal
from hotline.store.reply_texts import Draft, close_draft, lock_draft, renew_draft
from hotline.store.settings import read_settings
from hotline.usecases.acts.alone_or_ask import alone_or_ask
from hotline.usecases.acts.record_act import require_organizer
from hotline.usecases.acts.request_approval import LASTS, Asked
from hotline.usecases.reply_texts.publish_text import (
    DraftProposal,
    TextPublished,
    publish_text,
)


def confirm_draft(
    actor: Organizer, draft_id: int, *, database: Database, now: datetime
) -> TextPublished | Asked:
    """Publish the draft; in a raid, ask a second person first, if the team has one.

    Returns:
        TextPublished if it was done; Asked if a second person must agree first.

    Raises:
        RefusedError: not_allowed, draft_gone (not the actor's, closed or expired), text_overtaken
            (naming who was faster), asked_already, too_new, nobody_to_agree
    """
    require_organizer(actor)
    with database.transaction() as connection:
        # The lock keeps a raid from being noticed between the look and the change.
        read_settings(connection, for_update=True)
        _open_draft(connection, actor, draft_id, now)
        done = alone_or_ask(
            connection,
            actor,
            Act.CHANGE_REPLY_TEXT,
            DraftProposal(draft_id),
            now=now,
            do=lambda consent: publish_text(connection, consent, draft_id, now),
        )
        if isinstance(done, Asked):
            close_draft(connection, draft_id, DraftStatus.ASKED)
        return done


def discard_draft(actor: Organizer, draft_id: int, *, database: Database, now: datetime) -> None:
    """Discard the draft.

    Raises:
        RefusedError: draft_gone (not the actor's, closed or expired)
    """
    with database.transaction() as connection:
        _open_draft(connection, actor, draft_id, now)
        close_draft(connection, draft_id, DraftStatus.DISCARDED)


def reopen_draft_of(connection: Connection, proposal: Proposal, now: datetime) -> None:
    """Reopen the draft that nobody agreed to: its author has an hour to confirm it again."""
    if proposal.act is Act.CHANGE_REPLY_TEXT:
        draft_id = DraftProposal.from_facts(proposal.kept).draft_id
        renew_draft(connection, draft_id, expires_at=now + LASTS)


def _open_draft(connection: Connection, actor: Organizer, draft_id: int, now: datetime) -> Draft:
    draft = lock_draft(connection, draft_id)
    if draft is None or draft.organizer_id != actor.id or draft.status is not DraftStatus.OPEN:
        raise RefusedError(Refusal.DRAFT_GONE)
    if now >= draft.expires_at:
        raise RefusedError(Refusal.DRAFT_GONE)
    return draft
