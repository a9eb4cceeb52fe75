"""The screens around an incident's card: what an act would do, and what it did."""

from datetime import datetime

from bot.screens.incidents.details import signs_in_words
from bot.screens.screen import Button, Screen, confirm_rows, joined, undo_row
from hotline.usecases.incidents.ask_incident_act import DismissQuestion
from hotline.usecases.incidents.block_incident_senders import BlockedMany
from hotline.usecases.incidents.dismiss_incident import Dismissed
from hotline.usecases.incidents.mute_incident import MutedUntil, MuteReason
from hotline.usecases.replies.settle_held_replies import IncidentQuestion, Settled
from hotline.words import Html, Words


def incident_question_screen(question: IncidentQuestion, words: Words) -> Screen:
    """Asks before an act: whom it touches, what it costs or saves; the button has the figure."""
    found, act = question.found, question.act
    amount = words.cents(found.micros, question.currency)
    count = question.senders or found.replies
    text = words.count(f"incident.question.{act}", count, amount=amount, replies=found.replies)
    if isinstance(question, DismissQuestion):
        text = _before_dismissal(question, text, words)
    label = words.count(f"button.do_{act}", count, amount=amount)
    return Screen(text, confirm_rows(words, label, question.proposal_id))


def _before_dismissal(question: DismissQuestion, text: Html, words: Words) -> Html:
    """What speaks against it, what stays held, and that it can be undone."""
    against = signs_in_words(question.incident, words)
    stays = words.count("incident.question.stays", question.stays) if question.stays else ""
    return joined(words("incident.question.not_a_raid"), against, text, stays)


def blocked_many_screen(blocked: BlockedMany, words: Words) -> Screen:
    """Shows what the block did and saved."""
    amount = words.cents(blocked.saved_micros, blocked.currency)
    text = words.count(
        "incident.done.block_many", blocked.senders, amount=amount, replies=blocked.dropped
    )
    return Screen(text, undo_row(words("button.undo"), blocked.audit_id))


def settled_screen(settled: Settled, words: Words) -> Screen:
    """Shows how many replies were released or dropped."""
    amount = words.cents(settled.found.micros, settled.currency)
    key = f"incident.done.{settled.act}"
    text = words.count(key, settled.found.replies, amount=amount)
    if settled.is_covered:
        return Screen(text)
    left = words.cents(settled.left_micros or 0, settled.currency)
    return Screen(joined(text, words("incident.done.not_covered", left=left)))


def dismissed_screen(dismissed: Dismissed, words: Words) -> Screen:
    """Says that the hotline is open again, unless people have suspended it."""
    key = "incident.done.dismiss_suspended" if dismissed.is_suspended else "incident.done.dismiss"
    stays = words.count("incident.done.stays", dismissed.stays) if dismissed.stays else ""
    text = joined(words.count(key, dismissed.released), stays)
    return Screen(text, undo_row(words("button.undo"), dismissed.audit_id))


def mute_until_screen(incident_id: int, words: Words) -> Screen:
    """Asks until when nothing of the incident shall sound."""
    rows = [
        [Button(words(f"button.hush_{one}"), f"hush:{incident_id}:{one}")] for one in MutedUntil
    ]
    return Screen(words("incident.mute_until"), rows)


def mute_why_screen(incident_id: int, until: str, words: Words) -> Screen:
    """Asks why, since the others see it on the card."""
    rows = [
        [Button(words(f"button.hush_{one}"), f"hush:{incident_id}:{until}:{one}")]
        for one in MuteReason
    ]
    return Screen(words("incident.mute_why"), rows)


def muted_screen(until: datetime, words: Words, *, now: datetime) -> Screen:
    """Tells the organizer who tapped until when the incident makes no sound."""
    return Screen(words("incident.muted", until=words.moment(until, now=now)))
