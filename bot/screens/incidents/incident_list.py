"""The screen of /incidents: a list, with a button to each card."""

from datetime import datetime

from bot.screens.screen import Button, Screen, joined, page_row
from hotline.domain.incidents import Incident
from hotline.words import Html, Words


def incidents_screen(
    incidents: list[Incident], page: int, pages: int, words: Words, *, now: datetime
) -> Screen:
    """Shows one page, the newest first."""
    if not incidents:
        return Screen(words("incidents.none"))
    lines = [_line(one, words, now) for one in incidents]
    rows = [
        [Button(words("button.incident", number=one.id), f"incident:{one.id}")] for one in incidents
    ]
    rows += page_row(words, page, pages, "incidents:all")
    return Screen(joined(words("incidents.title"), *lines), rows)


def _line(one: Incident, words: Words, now: datetime) -> Html:
    kind = words("incident.kind.dismissed" if one.dismissed_at else f"incident.kind.{one.kind}")
    since = words.moment(one.onset_at, now=now)
    if one.is_open or one.summary is None:
        return words("incidents.line_open", number=one.id, kind=kind, since=since)
    return words(
        "incidents.line",
        number=one.id,
        kind=kind,
        since=since,
        messages=words.count("incident.messages", one.summary.messages),
        senders=words.count("incident.senders", one.summary.senders),
        saved=words.cents(one.summary.saved_micros, one.summary.currency),
    )
