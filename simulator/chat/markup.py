"""Telegram's HTML: reads text and entities from markup, as strict about tags as the Bot API."""

import re
from html.parser import HTMLParser
from typing import Any

_TAGS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "s": "strikethrough",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "tg-spoiler": "spoiler",
    "a": "text_link",
}


# A `<` that begins no known tag, and entities that Telegram does not know.
_STRAY = re.compile(
    rf"<(?!/?(?:{'|'.join(_TAGS)})[\s>])|&(?!lt;|gt;|amp;|quot;|#\d+;|#x[0-9a-fA-F]+;)\w+;"
)


class MarkupError(ValueError):
    """Markup for which Telegram answers "can't parse entities"."""


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.entities: list[dict[str, Any]] = []
        self._open: list[tuple[str, int, dict[str, Any]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _TAGS:
            raise MarkupError(f"Unsupported start tag {tag!r}")
        more = {"url": dict(attrs).get("href") or ""} if tag == "a" else {}
        if tag == "blockquote" and "expandable" in dict(attrs):
            more = {"type": "expandable_blockquote"}
        self._open.append((tag, _units(self.text), more))

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open[-1][0] != tag:
            raise MarkupError(f"Unexpected end tag {tag!r}")
        _, start, more = self._open.pop()
        length = _units(self.text) - start
        if length:
            self.entities.append({"type": _TAGS[tag], "offset": start, "length": length, **more})

    def handle_data(self, data: str) -> None:
        self.text += data

    def finish(self) -> None:
        self.close()
        if self._open:
            raise MarkupError(f"Can't find end tag of {self._open[-1][0]!r}")


def read_markup(html: str) -> tuple[str, list[dict[str, Any]]]:
    """(text, entities); offsets and lengths are UTF-16 units. Raises MarkupError."""
    stray = _STRAY.search(html)
    if stray:
        raise MarkupError(f"Unsupported start tag at byte offset {stray.start()}")
    reader = _Reader()
    reader.feed(html)
    reader.finish()
    entities = sorted(reader.entities, key=lambda entity: (entity["offset"], -entity["length"]))
    return reader.text.strip(), entities


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
