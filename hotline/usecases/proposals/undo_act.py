"""Undo an act while it is fresh and nothing has overtaken it. The undo is an act of its own.

**Idempotent:** one transaction checks and undoes. After the first undo the state is no longer what
the act had made of it, so a second undo is refused. What a colleague has changed since stays.
"""

from dataclasses import dataclass
from datetime import datetime

from hotline.domain.acts import RULES, UNDOABLE, Act
from hotline.domain.errors import RefusedError
from hotline.domain.facts import Facts
from hotline.domain.people import Organizer
from hotline.domain.refusals import Refusal
from hotline.domain.subjects import SubjectKind
from hotline.store.audit import get_audit_entry
from hotline.store.database import Database
from hotline.usecases.acts.record_act import require_organizer
from hotline.usecases.proposals.act_table import ACTS
from hotline.usecases.proposals.undo_steps import Undoing

# The refusal says which command asks the second person.
_NEEDS_TWO = {
    Act.CHANGE_BUDGET: Refusal.UNDO_NEEDS_TWO,
    Act.CHANGE_REPLY_TEXT: Refusal.UNDO_TEXT_NEEDS_TWO,
    Act.REMOVE_REPLY_TEXT: Refusal.UNDO_TEXT_NEEDS_TWO,
    Act.CHOOSE_LANGUAGE: Refusal.UNDO_TEXT_NEEDS_TWO,
    Act.CHANGE_OWN_LANGUAGE: Refusal.UNDO_TEXT_NEEDS_TWO,
}


@dataclass(frozen=True)
class Undone:
    """The act that was undone, and what it had noted: also what was so before it."""

    act: Act
    facts: Facts


def undo_act(actor: Organizer, audit_id: int, *, database: Database, now: datetime) -> Undone:
    """Undo the act of this audit entry.

    Returns:
        The act that was undone, with what it had noted.

    Raises:
        RefusedError: not_allowed, nothing_to_undo (no such entry, or no tap undoes it),
            undo_too_late, overtaken (naming who was faster), undo_needs_two (a lowered budget),
            undo_text_needs_two (what replies say, in a raid), needs_two (a rule about money),
            text_is_needed (the hotline's own language), and the codes of the opposite act, such as
            owners_only or already_open
    """
    require_organizer(actor)
    with database.transaction() as connection:
        entry = get_audit_entry(connection, audit_id)
        if entry is None or entry.verb not in UNDOABLE:
            raise RefusedError(Refusal.NOTHING_TO_UNDO)
        act = Act(entry.verb)
        within, undo = RULES[act].undo_within, ACTS[act].undo
        if within is None or undo is None:
            raise RefusedError(Refusal.NOTHING_TO_UNDO)
        if now - entry.created_at > within:
            raise RefusedError(Refusal.UNDO_TOO_LATE)
        facts = undo.kept.from_facts(entry.kept)
        try:
            undo.undo(connection, Undoing(actor, entry, database.vault, now), facts)
        except RefusedError as error:
            if error.code is not Refusal.NEEDS_TWO:
                raise
            raise RefusedError(_NEEDS_TWO.get(act, Refusal.NEEDS_TWO)) from None
        return Undone(act, facts)


def whom_it_was_about(audit_id: int, *, database: Database) -> int | None:
    """Find the organizer whom the act of this audit entry was about.

    Returns:
        The organizer's id; None: there is no such entry, or it is not about an organizer.
    """
    with database.transaction() as connection:
        entry = get_audit_entry(connection, audit_id)
    subject = entry.subject if entry else None
    is_person = subject is not None and subject.kind is SubjectKind.ORGANIZER
    return subject.number if subject is not None and is_person else None
