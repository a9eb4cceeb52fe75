"""Record an organizer's act: an audit entry, and a notice to the others, with the act itself."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from hotline.domain.acts import QUIET, UNTOLD, Act
from hotline.domain.errors import RefusedError
from hotline.domain.people import Organizer
from hotline.domain.roles import Role, may
from hotline.store.audit import add_audit_entry
from hotline.store.notices import add_notices


def record_act(  # noqa: PLR0913  (an act)
    connection: Connection,
    act: Act,
    actor: Organizer | None,
    *,
    now: datetime,
    subject: str | None = None,
    facts: dict[str, Any] | None = None,
    kept: dict[str, Any] | None = None,
) -> int:
    """The audit entry's id. `actor` None: the hotline by itself. `kept`: facts for it alone."""
    actor_id = actor.id if actor else None
    all_facts = {**(facts or {}), **(kept or {})}
    entry_id = add_audit_entry(
        connection, act, organizer_id=actor_id, now=now, subject=subject, facts=all_facts
    )
    if act not in UNTOLD:
        about = {"organizer_id": actor_id, "subject": subject, **(facts or {})}
        add_notices(
            connection,
            f"act.{act}",
            about,
            now=now,
            except_organizer_id=actor_id,
            is_loud=act not in QUIET,
        )
    return entry_id


def require_organizer(actor: Organizer) -> None:
    """Observers see and do not act. Raises RefusedError("not_allowed")."""
    if not may(actor.role, Role.ORGANIZER):
        raise RefusedError("not_allowed")
