"""Lapse the proposals that nobody agreed to within an hour, and tell their authors.

**Idempotent:** what has lapsed is not found again.
"""

from datetime import datetime

from hotline.store.database import Database
from hotline.store.notices import tell
from hotline.store.proposals import lapse
from hotline.usecases.acts.request_approval import SECOND_LAPSED, told_of
from hotline.usecases.reply_texts.confirm_draft import reopen_draft_of


def lapse_proposals(*, database: Database, now: datetime) -> int:
    """Lapse the late proposals.

    Returns:
        How many have lapsed.
    """
    with database.transaction() as connection:
        lapsed = lapse(connection, now)
        for proposal in lapsed:
            reopen_draft_of(connection, proposal, now)
            facts = told_of(connection, proposal)
            tell(connection, [proposal.organizer_id], SECOND_LAPSED, facts, now=now)
        return len(lapsed)
