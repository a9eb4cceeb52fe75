"""Confirm or discard a draft of the reply text.

**Idempotent:** the first answer closes the draft, and a second one is refused. If somebody else has
changed the reply text since, it is refused too: the author has not seen what they would replace.
A text that nobody would get is kept only where its author has said so.
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
from hotline.store.reply_texts import close_draft, renew_draft, texts_in_force
from hotline.store.settings import read_settings
from hotline.usecases.acts.alone_or_ask import alone_or_ask
from hotline.usecases.acts.record_act import require_organizer
from hotline.usecases.acts.request_approval import LASTS, Asked
from hotline.usecases.reply_texts.draft_reply_text import own_draft
from hotline.usecases.reply_texts.publish_text import (
    DraftProposal,
    TextPublished,
    publish_text,
)


def confirm_draft(
    actor: Organizer,
    draft_id: int,
    *,
    even_unread: bool = False,
    database: Database,
    now: datetime,
) -> TextPublished | Asked:
    """Publish the draft; in a raid, ask a second person first, if the team has one.

    Args:
        even_unread: publish it even if no country of ours gets its language.

    Returns:
        TextPublished if it was done; Asked if a second person must agree first.

    Raises:
        RefusedError: not_allowed, draft_gone (not the actor's, or closed), draft_lapsed (its hour
            is over), nobody_gets_it, text_overtaken (naming who was faster), asked_already,
            too_new, nobody_to_agree
    """
    require_organizer(actor)
    with database.transaction() as connection:
        # The lock keeps a raid from being noticed between the look and the change.
        settings = read_settings(connection, for_update=True)
        draft = own_draft(connection, actor, draft_id)
        if now >= draft.expires_at:
            raise RefusedError(Refusal.DRAFT_LAPSED)
        texts = texts_in_force(connection, settings)
        if not even_unread and not texts.readers(draft.language, settings.countries):
            raise RefusedError(Refusal.NOBODY_GETS_IT)
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


def discard_draft(actor: Organizer, draft_id: int, *, database: Database) -> None:
    """Discard the draft.

    Raises:
        RefusedError: draft_gone (not the actor's, or closed)
    """
    with database.transaction() as connection:
        own_draft(connection, actor, draft_id)
        close_draft(connection, draft_id, DraftStatus.DISCARDED)


def reopen_draft_of(connection: Connection, proposal: Proposal, now: datetime) -> None:
    """Reopen the draft that nobody agreed to: its author has an hour to confirm it again."""
    if proposal.act is Act.CHANGE_REPLY_TEXT:
        draft_id = DraftProposal.from_facts(proposal.kept).draft_id
        renew_draft(connection, draft_id, expires_at=now + LASTS)
