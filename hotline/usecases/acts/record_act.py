"""Record an organizer's act: an audit entry, and a notice to the others, with the act itself."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from hotline.domain.acts import RULES, Act, act_notice
from hotline.domain.errors import RefusedError
from hotline.domain.facts import Facts, NoFacts
from hotline.domain.notices import NoticeKind
from hotline.domain.people import Organizer
from hotline.domain.refusals import Refusal
from hotline.domain.roles import Role, may
from hotline.domain.subjects import Subject
from hotline.store.audit import add_audit_entry
from hotline.store.notices import add_notices


@dataclass(frozen=True)
class ActTold(Facts):
    """The notice of an act: who did it, whom or what it is about, and the facts of the act."""

    organizer_id: int | None
    subject: Subject | None
    of_act: Facts

    def to_facts(self) -> dict[str, Any]:
        """All in one dictionary: the header, and the act's own facts beside it."""
        subject = None if self.subject is None else str(self.subject)
        header = {"organizer_id": self.organizer_id, "subject": subject}
        return {**header, **self.of_act.to_facts()}


def record_act(  # noqa: PLR0913  (an act)
    connection: Connection,
    act: Act,
    actor: Organizer | None,
    *,
    now: datetime,
    subject: Subject | None = None,
    facts: Facts = NoFacts(),  # noqa: B008  (frozen)
    kept: Facts = NoFacts(),  # noqa: B008
) -> int:
    """Write the audit entry and the notices; return the entry's id.

    `actor` None: the hotline acted by itself. `kept`: facts that only the audit entry gets.
    """
    actor_id = actor.id if actor else None
    entry_id = add_audit_entry(
        connection, act, organizer_id=actor_id, now=now, subject=subject, facts=facts, kept=kept
    )
    rules = RULES[act]
    if rules.is_told:
        add_notices(
            connection,
            NoticeKind(act_notice(act), ActTold),
            ActTold(actor_id, subject, facts),
            now=now,
            except_organizer_id=actor_id,
            is_loud=rules.is_loud,
        )
    return entry_id


def require_organizer(actor: Organizer) -> None:
    """Refuse observers: they see and do not act. Raises RefusedError("not_allowed")."""
    if not may(actor.role, Role.ORGANIZER):
        raise RefusedError(Refusal.NOT_ALLOWED)
