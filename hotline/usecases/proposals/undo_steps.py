"""How each act is undone, inside the caller's transaction.

Each step locks the state, compares it with what the act had made of it, and changes it back. What
somebody else has changed since is theirs to undo.
"""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection

from hotline.domain import subjects
from hotline.domain.acts import Act
from hotline.domain.consents import Effect
from hotline.domain.errors import RefusedError
from hotline.domain.facts import Facts, NoFacts
from hotline.domain.modes import Backlog, Mode
from hotline.domain.people import Organizer, Sender
from hotline.domain.reasons import Reason
from hotline.domain.refusals import Refusal
from hotline.domain.settings import OnCall
from hotline.store.audit import AuditEntry, last_act_facts, was_overtaken
from hotline.store.blocks import restore_dropped, unblock_senders
from hotline.store.reply_texts import add_text, current_text, text_of_version
from hotline.store.senders import get_sender
from hotline.store.settings import read_settings
from hotline.usecases.acts.alone_or_ask import alone
from hotline.usecases.acts.record_act import record_act
from hotline.usecases.incidents.block_incident_senders import BlockManyKept
from hotline.usecases.incidents.dismiss_incident import DismissKept
from hotline.usecases.incidents.reopen_incident import reopen_incident
from hotline.usecases.mode.change_end import EndFacts, change_end
from hotline.usecases.mode.reopen import reopen_as_seen
from hotline.usecases.mode.suspend import SuspendFacts
from hotline.usecases.money.change_budget import BudgetFacts, set_budget
from hotline.usecases.money.change_money_rule import MoneyRuleFacts, set_money_rule
from hotline.usecases.reply_texts.publish_text import TextFacts
from hotline.usecases.reply_texts.remove_text import put_text_back, take_text_away
from hotline.usecases.senders.block_sender import BlockFacts, put_block
from hotline.usecases.senders.unblock_sender import UnblockFacts, lift_block
from hotline.usecases.setup.change_countries import CountriesFacts, set_countries
from hotline.usecases.setup.change_delay import DelayFacts, set_delay
from hotline.usecases.setup.change_hotline_language import OwnLanguageFacts, set_hotline_language
from hotline.usecases.setup.change_rule import HotlineRuleFacts, set_rule
from hotline.usecases.setup.choose_language import LanguageChoice, set_language
from hotline.usecases.team.lock_organizer import lift_lock
from hotline.usecases.team.take_phone import PhoneFacts, set_phone
from hotline.vault import Vault


@dataclass(frozen=True)
class UnblockManyFacts(Facts):
    """`count`: senders; `restored`: dropped replies that are owed again."""

    count: int
    restored: int = 0


@dataclass(frozen=True)
class Undoing:
    """Who undoes which audit entry, and when."""

    actor: Organizer
    entry: AuditEntry
    vault: Vault = field(repr=False)
    now: datetime


def undo_suspension(connection: Connection, undoing: Undoing, facts: SuspendFacts) -> None:
    """End that suspension and no later one. What is held stays held."""
    now, version = undoing.now, facts.mode_version
    consent = alone(connection, undoing.actor)
    reopen_as_seen(connection, consent, Backlog.LEAVE, mode_version=version, seen=None, now=now)


def undo_change_of_end(connection: Connection, undoing: Undoing, facts: EndFacts) -> None:
    """Give that suspension its former end again. If that is past, it is over at once."""
    settings = read_settings(connection, for_update=True)
    if settings.mode is not Mode.SUSPENDED or settings.mode_version != facts.mode_version:
        verbs = [Act.SUSPEND, Act.CHANGE_END, Act.RESUME]
        raise RefusedError(Refusal.OVERTAKEN, **last_act_facts(connection, verbs))
    change_end(connection, undoing.actor, settings, facts.before, undoing.now)


def undo_block(connection: Connection, undoing: Undoing, _: BlockFacts) -> None:
    """Unblock the sender, unless they were unblocked or blocked again since."""
    lift_block(connection, undoing.actor, _sender(connection, undoing), undoing.now)


def undo_unblock(connection: Connection, undoing: Undoing, _: UnblockFacts) -> None:
    """Block the sender, unless they were blocked or unblocked again since."""
    put_block(connection, undoing.actor, _sender(connection, undoing), now=undoing.now)


def undo_block_many(connection: Connection, undoing: Undoing, kept: BlockManyKept) -> None:
    """Unblock the senders whom this act blocked, except those blocked by a later act."""
    blocked_at, now = undoing.entry.created_at, undoing.now
    ids = unblock_senders(connection, kept.senders, blocked_at=blocked_at)
    if not ids:
        raise _overtaken(connection, Act.UNBLOCK_MANY)
    restored = restore_dropped(connection, ids, Reason.BLOCKED, now)
    facts = UnblockManyFacts(len(ids), restored)
    record_act(connection, Act.UNBLOCK_MANY, undoing.actor, now=now, facts=facts)


def undo_dismissal(connection: Connection, undoing: Undoing, kept: DismissKept) -> None:
    """Reopen the incident, and hold again what has not left yet."""
    entry = undoing.entry
    if entry.subject is None:
        raise RefusedError(Refusal.NOTHING_TO_UNDO)
    reopen_incident(
        connection,
        undoing.actor,
        entry.subject.number,
        kept,
        dismissed_at=entry.created_at,
        now=undoing.now,
    )


def undo_lock(connection: Connection, undoing: Undoing, _: NoFacts) -> None:
    """Lift that lock and no later one."""
    entry = undoing.entry
    if entry.subject is None:
        raise RefusedError(Refusal.NOTHING_TO_UNDO)
    whom, seen = entry.subject.number, entry.created_at
    consent = alone(connection, undoing.actor)
    lift_lock(connection, consent, whom, seen=seen, now=undoing.now)


def undo_delay(connection: Connection, undoing: Undoing, facts: DelayFacts) -> None:
    """Set the delay back, if it still is what the act made of it."""
    actor, seen = undoing.actor, facts.to_seconds
    set_delay(connection, actor, facts.from_seconds, seen_seconds=seen, now=undoing.now)


def undo_countries(connection: Connection, undoing: Undoing, facts: CountriesFacts) -> None:
    """Set the countries back, if they still are what the act made of them."""
    actor, seen = undoing.actor, facts.countries
    set_countries(connection, actor, facts.before, seen=seen, now=undoing.now)


def undo_money_rule(connection: Connection, undoing: Undoing, facts: MoneyRuleFacts) -> None:
    """Set the money rule back, if it still is what the act made of it."""
    consent, seen = alone(connection, undoing.actor), facts.after
    set_money_rule(connection, consent, facts.rule, facts.before, seen=seen, now=undoing.now)


def undo_rule(connection: Connection, undoing: Undoing, facts: HotlineRuleFacts) -> None:
    """Set the rule back, if it still is what the act made of it."""
    actor, seen = undoing.actor, facts.after
    set_rule(connection, actor, facts.rule, facts.before, seen=seen, now=undoing.now)


def undo_phone(connection: Connection, undoing: Undoing, facts: PhoneFacts) -> None:
    """Give the phone back to whoever had it, if it still is where the act had put it."""
    seen = None if facts.whom_id is None else OnCall(facts.whom_id, facts.until)
    before = None if facts.before_id is None else OnCall(facts.before_id, facts.before_until)
    set_phone(connection, undoing.actor, before, seen=seen, now=undoing.now)


def undo_budget(connection: Connection, undoing: Undoing, facts: BudgetFacts) -> None:
    """Set the budget back, if it still is what the act made of it."""
    consent, seen = alone(connection, undoing.actor), facts.to_micros
    set_budget(connection, consent, facts.cap, facts.from_micros, seen_micros=seen, now=undoing.now)


def undo_text(connection: Connection, undoing: Undoing, facts: TextFacts) -> None:
    """Publish the version before it again, as a new version; without one, remove the text.

    In a raid it takes two people as well: the text before may be why it was changed.
    """
    # The lock keeps a raid from being noticed between the look and the change.
    read_settings(connection, for_update=True)
    consent = alone(connection, undoing.actor)
    consent.require(Effect.PUT_TEXT)
    language, version, now = facts.language, facts.version, undoing.now
    before = text_of_version(connection, language, version - 1)
    current = current_text(connection, language)
    if current is None or current.version != version:
        raise _overtaken(connection, Act.CHANGE_REPLY_TEXT, Act.REMOVE_REPLY_TEXT)
    was_back = facts.as_version == version  # a removed text was put back
    if was_back or before is None or before.removed_at is not None:
        take_text_away(connection, consent, facts, now)
        return
    text = add_text(connection, language, before.body, author_id=undoing.actor.id, now=now)
    record_act(
        connection,
        Act.CHANGE_REPLY_TEXT,
        undoing.actor,
        now=now,
        subject=subjects.reply_text(language, text.version),
        facts=TextFacts(language, text.version, as_version=version - 1),
    )


def undo_removal(connection: Connection, undoing: Undoing, facts: TextFacts) -> None:
    """Put the text in force again, unless there is a newer one since."""
    put_text_back(connection, alone(connection, undoing.actor), facts, undoing.now)


def undo_choice(connection: Connection, undoing: Undoing, facts: LanguageChoice) -> None:
    """Choose the language before it again, if it still is what the act made of it."""
    back = LanguageChoice(facts.country, facts.language, facts.before)
    set_language(connection, alone(connection, undoing.actor), back, undoing.now)


def undo_own_language(connection: Connection, undoing: Undoing, facts: OwnLanguageFacts) -> None:
    """Give the hotline the language before it again, if it still is what the act made of it."""
    if facts.before is None:
        raise RefusedError(Refusal.NOTHING_TO_UNDO)
    back = OwnLanguageFacts(facts.before, facts.language)
    set_hotline_language(connection, alone(connection, undoing.actor), back, undoing.now)


def _sender(connection: Connection, undoing: Undoing) -> Sender:
    """Lock the sender of the entry. Refuse if a later block or unblock has overtaken it."""
    entry, verbs = undoing.entry, (Act.BLOCK, Act.UNBLOCK)
    if entry.subject is None:
        raise RefusedError(Refusal.NOTHING_TO_UNDO)
    found = get_sender(connection, undoing.vault, entry.subject.number, lock=True)
    if found is None:
        raise RefusedError(Refusal.NO_SUCH_SENDER)
    if was_overtaken(connection, entry, verbs):
        faster = last_act_facts(connection, verbs, subject=entry.subject)
        raise RefusedError(Refusal.OVERTAKEN, **faster)
    return found


def _overtaken(connection: Connection, *acts: Act) -> RefusedError:
    """Build the refusal that names who was faster."""
    return RefusedError(Refusal.OVERTAKEN, **last_act_facts(connection, acts))
