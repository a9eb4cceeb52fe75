"""The screens of /suspend and /resume."""

from datetime import datetime

from bot.screens.screen import Button, Screen, undo_row
from bot.words import Words
from hotline.usecases.ask_resume import ResumeQuestion


def suspended_screen(
    audit_id: int, until: datetime | None, words: Words, *, now: datetime
) -> Screen:
    """It is done already: this is the emergency brake."""
    if until is None:
        text = words("suspend.done")
    else:
        text = words("suspend.done_until", until=words.moment(until, now=now))
    return Screen(text, undo_row(words("button.undo"), audit_id))


def resume_question_screen(question: ResumeQuestion, words: Words) -> Screen:
    """What becomes of the backlog, with its price in the button."""
    count, version = question.backlog.replies, question.mode_version
    amount = words.money(question.backlog.micros, question.currency)
    return Screen(
        words.count("resume.question", count, amount=amount),
        [
            [
                Button(
                    words("button.keep_all", count=count, amount=amount), f"resume:{version}:keep"
                )
            ],
            *_genuine_row(question, words),
            [
                Button(
                    words("button.drop_all", count=count, amount=amount), f"resume:{version}:drop"
                )
            ],
            [Button(words("button.stay_suspended"), f"resume:{version}:stay")],
        ],
    )


def _genuine_row(question: ResumeQuestion, words: Words) -> list[list[Button]]:
    """Where it would make a difference."""
    count = question.genuine.replies
    if count in (0, question.backlog.replies):
        return []
    amount = words.money(question.genuine.micros, question.currency)
    label = words("button.keep_genuine", count=count, amount=amount)
    return [[Button(label, f"resume:{question.mode_version}:genuine")]]


def resumed_screen(dropped: int, words: Words) -> Screen:
    """Open again."""
    return Screen(words.count("resume.done_dropped", dropped) if dropped else words("resume.done"))
