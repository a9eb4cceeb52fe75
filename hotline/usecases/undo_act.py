"""Undo an act, while it is fresh and nothing has overtaken it. The undoing is an act of its own.

Twice: the state is no longer the act's, so the second is refused.
"""

from collections.abc import Callable
from datetime import datetime

from hotline.domain.acts import UNDO_MANY_WITHIN, UNDO_WITHIN, UNDOABLE, Act
from hotline.domain.errors import RefusedError
from hotline.domain.money import Cap
from hotline.domain.people import Organizer
from hotline.domain.reasons import Reason
from hotline.domain.two_people import Shared
from hotline.store.audit import AuditEntry, get_audit_entry, last_act_facts, was_overtaken
from hotline.store.blocks import restore_dropped, unblock_senders
from hotline.store.database import Database
from hotline.store.settings import read_countries, read_settings
from hotline.store.texts import add_text, current_text, text_of_version
from hotline.usecases.block_sender import block_sender
from hotline.usecases.change_budget import set_budget
from hotline.usecases.change_countries import change_countries
from hotline.usecases.change_delay import change_delay
from hotline.usecases.change_money_rule import MoneyRule, change_money_rule, rule_value
from hotline.usecases.lock_organizer import unlock_organizer
from hotline.usecases.record_act import record_act, require_organizer
from hotline.usecases.reopen import Backlog
from hotline.usecases.resume import resume
from hotline.usecases.unblock_sender import unblock_sender


def undo_act(actor: Organizer, audit_id: int, *, database: Database, now: datetime) -> Act:
    """What was undone. Raises RefusedError("undo_too_late" | "overtaken" | the act's own)."""
    require_organizer(actor)
    with database.transaction() as connection:
        entry = get_audit_entry(connection, audit_id)
    if entry is None or entry.verb not in UNDOABLE:
        raise RefusedError("nothing_to_undo")
    if now - entry.created_at > (UNDO_MANY_WITHIN if entry.verb == Act.BLOCK_MANY else UNDO_WITHIN):
        raise RefusedError("undo_too_late")
    act = Act(entry.verb)
    _UNDO[act](actor, entry, database, now)
    return act


def whom_it_was_about(audit_id: int, *, database: Database) -> int | None:
    """The organizer that an act was about, if it was about one."""
    with database.transaction() as connection:
        entry = get_audit_entry(connection, audit_id)
    kind, _, number = (entry.subject or "" if entry else "").partition(":")
    return int(number) if kind == "organizer" else None


def _undo_suspend(actor: Organizer, entry: AuditEntry, database: Database, now: datetime) -> None:
    version = entry.facts["mode_version"]
    resume(actor, Backlog.LEAVE, mode_version=version, database=database, now=now)


def _undo_block(actor: Organizer, entry: AuditEntry, database: Database, now: datetime) -> None:
    _require_latest_on_sender(entry, database)
    unblock_sender(actor, _sender_of(entry), database=database, now=now)


def _undo_block_many(
    actor: Organizer, entry: AuditEntry, database: Database, now: datetime
) -> None:
    with database.transaction() as connection:
        ids = unblock_senders(connection, entry.facts["senders"], blocked_at=entry.created_at)
        if not ids:
            raise RefusedError("overtaken", **last_act_facts(connection, [Act.UNBLOCK_MANY]))
        restored = restore_dropped(connection, ids, Reason.BLOCKED, now)
        facts = {"count": len(ids), "restored": restored}
        record_act(connection, Act.UNBLOCK_MANY, actor, now=now, facts=facts)


def _undo_lock(actor: Organizer, entry: AuditEntry, database: Database, now: datetime) -> None:
    organizer_id = int((entry.subject or "").partition(":")[2])
    unlock_organizer(actor, organizer_id, database=database, now=now)


def _undo_unblock(actor: Organizer, entry: AuditEntry, database: Database, now: datetime) -> None:
    _require_latest_on_sender(entry, database)
    block_sender(actor, _sender_of(entry), database=database, now=now)


def _undo_delay(actor: Organizer, entry: AuditEntry, database: Database, now: datetime) -> None:
    with database.transaction() as connection:
        is_overtaken = read_settings(connection).delay.total_seconds() != entry.facts["to_seconds"]
        faster = last_act_facts(connection, [Act.CHANGE_DELAY])
    if is_overtaken:
        raise RefusedError("overtaken", **faster)
    change_delay(actor, entry.facts["from_seconds"], database=database, now=now)


def _undo_countries(actor: Organizer, entry: AuditEntry, database: Database, now: datetime) -> None:
    with database.transaction() as connection:
        is_overtaken = read_countries(connection) != entry.facts["countries"]
        faster = last_act_facts(connection, [Act.CHANGE_COUNTRIES])
    if is_overtaken:
        raise RefusedError("overtaken", **faster)
    change_countries(actor, entry.facts["from"], database=database, now=now)


def _undo_budget(actor: Organizer, entry: AuditEntry, database: Database, now: datetime) -> None:
    cap, back_to, seen = (
        Cap(entry.facts["cap"]),
        entry.facts["from_micros"],
        entry.facts["to_micros"],
    )
    with database.transaction() as connection:
        is_shared = Shared.RAISE_BUDGET in read_settings(connection).two_people
        if is_shared and back_to > seen:
            raise RefusedError("undo_needs_two")
        set_budget(connection, actor, cap, back_to, seen_micros=seen, now=now)


def _undo_rule(actor: Organizer, entry: AuditEntry, database: Database, now: datetime) -> None:
    rule = MoneyRule(entry.facts["rule"])
    with database.transaction() as connection:
        if rule_value(read_settings(connection), rule) != entry.facts["to"]:
            raise RefusedError("overtaken", **last_act_facts(connection, [Act.CHANGE_MONEY_RULE]))
    change_money_rule(actor, rule, entry.facts["from"], database=database, now=now)


def _undo_text(actor: Organizer, entry: AuditEntry, database: Database, now: datetime) -> None:
    language, version = entry.facts["language"], entry.facts["version"]
    with database.transaction() as connection:
        read_settings(connection, for_update=True)
        before = text_of_version(connection, language, version - 1)
        current = current_text(connection, language)
        if before is None and version == 1:
            raise RefusedError("nothing_before")
        if before is None or current is None or current.version != version:
            faster = last_act_facts(connection, [Act.CHANGE_REPLY_TEXT])
            raise RefusedError("overtaken", **faster)
        text = add_text(connection, language, before.body, author_id=actor.id, now=now)
        record_act(
            connection,
            Act.CHANGE_REPLY_TEXT,
            actor,
            now=now,
            subject=f"reply_text:{language}:{text.version}",
            facts={"language": language, "version": text.version, "as_version": version - 1},
        )


def _require_latest_on_sender(entry: AuditEntry, database: Database) -> None:
    """Somebody else's later block or unblock is theirs to undo."""
    verbs: list[str] = [Act.BLOCK, Act.UNBLOCK]
    with database.transaction() as connection:
        if was_overtaken(connection, entry, verbs):
            faster = last_act_facts(connection, verbs, subject=entry.subject)
            raise RefusedError("overtaken", **faster)


def _sender_of(entry: AuditEntry) -> str:
    return "#" + (entry.subject or "").removeprefix("sender:")


_UNDO: dict[Act, Callable[[Organizer, AuditEntry, Database, datetime], None]] = {
    Act.SUSPEND: _undo_suspend,
    Act.BLOCK: _undo_block,
    Act.UNBLOCK: _undo_unblock,
    Act.BLOCK_MANY: _undo_block_many,
    Act.LOCK: _undo_lock,
    Act.CHANGE_DELAY: _undo_delay,
    Act.CHANGE_REPLY_TEXT: _undo_text,
    Act.CHANGE_BUDGET: _undo_budget,
    Act.CHANGE_MONEY_RULE: _undo_rule,
    Act.CHANGE_COUNTRIES: _undo_countries,
}
