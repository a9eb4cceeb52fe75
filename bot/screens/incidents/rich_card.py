"""The rich card: the five lines, the picture, and what folds, with a table of who sends most.

Silent, beside the plain card, for people whose phone shows rich messages.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from bot.screens.incidents.buttons import card_rows
from bot.screens.incidents.card import head_lines
from bot.screens.incidents.details import act_lines, as_of, figure_lines
from bot.screens.screen import RichScreen
from hotline.domain.incidents import Busy
from hotline.domain.roles import Role
from hotline.usecases.incidents.show_incident import IncidentView
from hotline.words import Html, Words


def rich_card(
    view: IncidentView,
    busiest: Sequence[Busy],
    words: Words,
    *,
    now: datetime,
    role: Role = Role.ORGANIZER,
) -> RichScreen:
    """The card without its picture. `role`: of the reader, whose buttons it has."""
    title, *lines = head_lines(view, words, now=now)
    folded = [
        _folded(words("rich.figures"), _lines(figure_lines(view, words, now=now))),
        _folded(words("rich.busiest"), _table(busiest, words)) if busiest else "",
        _folded(words("rich.acts"), _list(act_lines(view, words, now=now))) if view.acts else "",
        f"<footer>{as_of(view, words, now=now)}</footer>",
    ]
    top = Html(f"<h3>{title}</h3>{_lines(lines)}")
    return RichScreen(top, Html("".join(folded)), card_rows(view, words, role=role))


def _folded(summary: Html, inside: str) -> str:
    return f"<details><summary>{summary}</summary>{inside}</details>"


def _lines(lines: Iterable[Html]) -> str:
    return "".join(f"<p>{line}</p>" for line in lines)


def _list(lines: Iterable[Html]) -> str:
    items = "".join(f"<li>{line}</li>" for line in lines)
    return f"<ul>{items}</ul>"


def _table(busiest: Sequence[Busy], words: Words) -> str:
    names = (words("rich.sender"), words("rich.texts"), words("rich.calls"), words("rich.reply"))
    head = "".join(f"<th>{name}</th>" for name in names)
    rows = "".join(_row(one, words) for one in busiest)
    return f"<table><tr>{head}</tr>{rows}</table>"


def _row(one: Busy, words: Words) -> str:
    reply = words(f"reply_status.{one.reply}") if one.reply else words("rich.no_reply")
    fate = words("rich.blocked") if one.is_blocked else reply
    counts = [f'<td align="right">{words.number(count)}</td>' for count in (one.texts, one.calls)]
    return f"<tr><td>#{one.sender_id}</td>{''.join(counts)}<td>{fate}</td></tr>"
