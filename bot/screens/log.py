"""The screen of /log: what the others were told then, with its moment."""

from datetime import datetime

from bot.screens.notices import notice_screen
from bot.screens.pages import page_row
from bot.screens.screen import Screen, joined
from hotline.usecases.show_log import LogEntry, LogPage
from hotline.words import Html, Words


def log_screen(found: LogPage, words: Words, *, now: datetime) -> Screen:
    """The newest first."""
    if not found.entries:
        return Screen(words("log.nothing"))
    lines = [_line(one, words, now) for one in found.entries]
    if found.by is not None:
        data = f"log:by:{found.by}"
    else:
        data = "log:all:0" if found.on is None else f"log:on:{found.on}"
    return Screen(
        joined(words("log.title"), *lines), page_row(words, found.page, found.pages, data)
    )


def _line(one: LogEntry, words: Words, now: datetime) -> Html:
    at = words.moment(one.at, now=now)
    return words("log.line", at=at, what=_what(one, words, now))


def _what(one: LogEntry, words: Words, now: datetime) -> Html:
    by = one.facts.get("by") or words("hotline")
    if words.has(f"log.act.{one.verb}"):
        return words(f"log.act.{one.verb}", **{**one.facts, "by": by})
    try:
        return notice_screen(f"act.{one.verb}", one.facts, words, now=now).text
    except (KeyError, ValueError, TypeError):
        # An older entry may lack what is said today.
        return words("log.act.other", by=by, verb=one.verb)
