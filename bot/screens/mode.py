"""The screens of /suspend and /resume."""

from datetime import datetime

from bot.screens.screen import Button, Screen, joined, undo_row
from hotline.usecases.mode.ask_resume import ResumeQuestion
from hotline.usecases.mode.reopen import Resumed
from hotline.words import Words


def suspended_screen(
    audit_id: int, until: datetime | None, words: Words, *, now: datetime
) -> Screen:
    """Says that the hotline is suspended: the emergency brake acts without a question."""
    if until is None:
        text = words("suspend.done")
    else:
        text = words("suspend.done_until", until=words.moment(until, now=now))
    return Screen(text, undo_row(words("button.undo"), audit_id))


def resume_question_screen(question: ResumeQuestion, words: Words) -> Screen:
    """Asks what becomes of the backlog, with the price of each choice in its button."""
    count = question.backlog.replies
    version = question.mode_version
    amount = words.cents(question.backlog.micros, question.currency)
    # The tap carries the count that was shown: if it is much higher by then, we ask again.
    seen = f":{count}"
    key = "resume.question_raid" if question.is_guarded else "resume.question"
    return Screen(
        words.count(key, count, amount=amount),
        [
            *_genuine_row(question, words, seen),
            [
                Button(
                    words("button.keep_all", count=count, amount=amount),
                    f"resume:{version}:keep{seen}",
                )
            ],
            [
                Button(
                    words("button.drop_all", count=count, amount=amount),
                    f"resume:{version}:drop{seen}",
                )
            ],
            [
                Button(
                    words("button.stay" if question.is_guarded else "button.stay_suspended"),
                    f"resume:{version}:stay",
                )
            ],
        ],
    )


def _genuine_row(question: ResumeQuestion, words: Words, seen: str) -> list[list[Button]]:
    """Only where this choice differs from keeping all and from dropping all."""
    count = question.genuine.replies
    if count in (0, question.backlog.replies):
        return []
    amount = words.cents(question.genuine.micros, question.currency)
    label = words("button.keep_genuine", count=count, amount=amount)
    return [[Button(label, f"resume:{question.mode_version}:genuine{seen}")]]


def resumed_screen(resumed: Resumed, words: Words) -> Screen:
    """Says that the hotline is open again; or guarded, since a raid is on."""
    key = "resume.done_guarded" if resumed.is_guarded else "resume.done"
    dropped = words.count("resume.dropped", resumed.dropped) if resumed.dropped else ""
    if resumed.dropped and not resumed.is_guarded:
        return Screen(words.count("resume.done_dropped", resumed.dropped))
    return Screen(joined(words(key), dropped))
