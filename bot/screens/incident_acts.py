"""The screens around an incident's card: what an act would do, and what it did."""

from datetime import datetime

from bot.screens.screen import Screen, confirm_rows, undo_row
from hotline.usecases.incidents.block_incident_senders import BlockedMany
from hotline.usecases.incidents.dismiss_incident import Dismissed
from hotline.usecases.replies.settle_held_replies import IncidentQuestion, Settled
from hotline.words import Words


def incident_question_screen(question: IncidentQuestion, words: Words) -> Screen:
    """Asks before an act: whom it touches, what it costs or saves; the button has the figure."""
    found, act = question.found, question.act
    amount = words.money(found.micros, question.currency)
    count = question.senders or found.replies
    text = words.count(f"incident.question.{act}", count, amount=amount, replies=found.replies)
    label = words.count(f"button.do_{act}", count, amount=amount)
    return Screen(text, confirm_rows(words, label, question.proposal_id))


def blocked_many_screen(blocked: BlockedMany, words: Words) -> Screen:
    """Shows what the block did and saved."""
    amount = words.money(blocked.saved_micros, blocked.currency)
    text = words.count(
        "incident.done.block_many", blocked.senders, amount=amount, replies=blocked.dropped
    )
    return Screen(text, undo_row(words("button.undo"), blocked.audit_id))


def settled_screen(settled: Settled, words: Words) -> Screen:
    """Shows how many replies were released or dropped."""
    amount = words.money(settled.found.micros, settled.currency)
    key = f"incident.done.{settled.act}"
    return Screen(words.count(key, settled.found.replies, amount=amount))


def dismissed_screen(dismissed: Dismissed, words: Words) -> Screen:
    """Says that the hotline is open again, unless people have suspended it."""
    key = "incident.done.dismiss_suspended" if dismissed.is_suspended else "incident.done.dismiss"
    return Screen(words.count(key, dismissed.released))


def muted_screen(until: datetime, words: Words, *, now: datetime) -> Screen:
    """Tells the organizer who tapped until when the incident makes no sound."""
    return Screen(words("incident.muted", until=words.moment(until, now=now)))
