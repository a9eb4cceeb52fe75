"""The screen of /log: what the others were told, and when."""

from datetime import datetime

from bot.screens.notices import notice_screen
from bot.screens.screen import Button, Screen, joined, page_row
from hotline.domain.acts import RULES, Act
from hotline.domain.facts import UnreadableFactsError
from hotline.usecases.reports.show_log import LogEntry, LogPage
from hotline.words import Html, Words


def log_screen(found: LogPage, words: Words, *, now: datetime) -> Screen:
    """Shows one page, the newest first."""
    if not found.entries:
        return Screen(words("log.nothing"))
    lines = [_line(one, words, now) for one in found.entries]
    if found.by is not None:
        data = f"log:by:{found.by}"
    else:
        data = "log:all:0" if found.on is None else f"log:on:{found.on}"
    rows = [_undo_row(one, words, now) for one in found.entries if _may_undo(one, now)]
    rows += page_row(words, found.page, found.pages, data)
    return Screen(joined(words("log.title"), *lines), rows)


def _may_undo(one: LogEntry, now: datetime) -> bool:
    within = RULES[Act(one.verb)].undo_within if one.verb in tuple(Act) else None
    return within is not None and now - one.at <= within


def _undo_row(one: LogEntry, words: Words, now: datetime) -> list[Button]:
    """The button that takes an act back, with its moment: several may be fresh."""
    label = words("button.undo_of", at=words.moment(one.at, now=now))
    return [Button(label, f"undo:{one.id}")]


def _line(one: LogEntry, words: Words, now: datetime) -> Html:
    at = words.moment(one.at, now=now)
    return words("log.line", at=at, what=_what(one, words, now))


def _what(one: LogEntry, words: Words, now: datetime) -> Html:
    verb, by = one.verb, one.names.by or words("hotline")
    if words.has(f"log.act.{verb}"):
        return words(f"log.act.{verb}", by=by)
    try:
        return notice_screen(f"act.{verb}", one.kept, one.names, words, now=now).text
    except (KeyError, UnreadableFactsError):
        # An older entry may lack facts that we need today; a newer one may have an unknown verb.
        return words("log.act.other", by=by, verb=verb)
