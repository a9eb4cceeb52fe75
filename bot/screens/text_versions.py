"""The screens on earlier reply texts: the versions of a language, and one of them compared."""

import difflib
import html
import re
from datetime import datetime

from bot.screens.screen import Button, Screen, joined, page_row
from bot.screens.text_length import shortened
from hotline.usecases.reply_texts.show_reply_text import Version, Versions
from hotline.words import Html, Words

_FIRST_WORDS = 40
# Together they leave room for a line each about the version and about the change.
_BODY_ROOM = 2000
_CHANGE_ROOM = 900


def versions_screen(found: Versions, words: Words, *, now: datetime) -> Screen:
    """Shows each version with its author and date, and a button."""
    language = words.language_name(found.language)
    lines = [_line(one, words, now) for one in found.versions]
    rows = [
        [Button(words("button.version", version=v), f"version:{found.language}:{v}")]
        for v in (one.text.version for one in found.versions)
    ]
    rows += page_row(words, found.page, found.pages, f"versions:{found.language}")
    is_gone = any(one.now.removed_at for one in found.versions)
    if is_gone:
        back = Button(words("menu.reply"), "go:reply")
    else:
        back = Button(words("button.text_now"), f"text:{found.language}")
    title = words("versions.title", language=language)
    gone = words("versions.removed") if is_gone else ""
    return Screen(joined(title, gone, *lines), [*rows, [back]])


def version_screen(version: Version, words: Words, *, now: datetime) -> Screen:
    """Shows what it said; and, if it is not in force, what has changed since."""
    text, language = version.text, version.text.language
    lines = [_line(version, words, now), words("reply.body", body=shortened(text.body, _BODY_ROOM))]
    rows = [[Button(words("button.all_versions"), f"versions:{language}:0")]]
    if version.now.removed_at is not None:
        again = Button(words("button.use_again"), f"reuse:{language}:{text.version}")
        rows.insert(0, [again])
    elif text.version != version.now.version:
        if text.body != version.now.body:
            change = compare(text.body, version.now.body)
            lines.append(words("versions.since", version=version.now.version, change=change))
            label = words("button.use_again")
            rows.insert(0, [Button(label, f"reuse:{language}:{text.version}")])
        else:
            lines.append(words("versions.same"))
    return Screen(joined(*lines), rows)


def compare(before: str, after: str) -> Html:
    """Word by word: removed words are struck through, new words are bold."""
    old, new = (re.findall(r"\s*\S+\s*", shortened(one, _CHANGE_ROOM)) for one in (before, after))
    parts = []
    for how, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        gone, come = (html.escape("".join(one)) for one in (old[a:b], new[c:d]))
        if how == "equal":
            parts.append(gone)
            continue
        parts += [f"<s>{gone}</s>"] if gone else []
        parts += [f"<b>{come}</b>"] if come else []
    return Html("".join(parts))


def _line(version: Version, words: Words, now: datetime) -> Html:
    text = version.text
    when = words.moment(text.created_at, now=now)
    by = version.author or words("hotline")
    beginning = shortened(" ".join(text.body.split()), _FIRST_WORDS)
    is_now = text.version == version.now.version and text.removed_at is None
    key = "versions.line_now" if is_now else "versions.line"
    return words(key, version=text.version, by=by, when=when, beginning=beginning)
