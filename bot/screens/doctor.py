"""The screens of /doctor: what is wrong and how to fix it, what to know, what is fine."""

from datetime import datetime

from bot.screens.menu import menu_row
from bot.screens.screen import Button, Screen
from hotline.checkup_words import Reader, checkup_in_words
from hotline.domain.checkups import ASSURABLE, Check, Finding, State
from hotline.domain.people import Organizer
from hotline.domain.roles import Role, may
from hotline.words import Words

# The problems that are fixed by setting our addresses at Twilio, with a button.
_BY_POINTING = (
    "nowhere",
    "elsewhere",
    "other_path",
    "method",
    "no_retries",
    "no_fallback",
    "fallback_elsewhere",
)


def looking_screen(words: Words) -> Screen:
    """Says that the worker is looking. Without buttons: this message becomes the answer."""
    return Screen(words("doctor.looking"))


def checkup_screen(
    findings: list[Finding], reader: Organizer, words: Words, *, now: datetime
) -> Screen:
    """Shows the findings, and buttons that fix some. `findings`: what is wrong comes first."""
    is_owner = may(reader.role, Role.OWNER)
    who = Reader.OWNER if is_owner else Reader.ORGANIZER
    text = checkup_in_words(findings, who, words, now=now)
    again = [Button(words("button.checkup"), "checkup:again")]
    fixing = _fixing(findings, words) if is_owner else []
    return Screen(text, [*fixing, again, menu_row(words)])


def _fixing(findings: list[Finding], words: Words) -> list[list[Button]]:
    rows = []
    if any(_is_pointed(one) for one in findings):
        rows.append([Button(words("button.point"), "point:lines")])
    for one in findings:
        if one.check is Check.BALANCE and one.problem == "currency":
            theirs = one.facts["theirs"]
            rows.append([Button(words("button.currency", currency=theirs), f"currency:{theirs}")])
        if one.check in ASSURABLE and one.state is not State.FINE:
            rows.append([Button(words(f"button.assure_{one.check}"), f"assure:{one.check}")])
    return rows


def _is_pointed(finding: Finding) -> bool:
    return finding.check in (Check.TEXTS, Check.CALLS) and finding.problem in _BY_POINTING


def assured_screen(check: Check, words: Words) -> Screen:
    """Says that the confirmation was recorded."""
    return Screen(words(f"assured.{check}"))
