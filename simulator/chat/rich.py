"""Rich messages: reads their HTML into blocks, as strict about tags as the Bot API (since 10.1).

Pictures are uploaded with the message, as `InputRichMessage.media` (since 10.2), and stand in the
text as `<img src="tg://photo?id=…">`.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from simulator.chat.markup import MarkupError

LONGEST = 32_768

_INLINE = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline",
    "s": "strikethrough", "code": "code", "tg-spoiler": "spoiler",
}  # fmt: skip
_HEADINGS = {f"h{size}": size for size in range(1, 7)}
_ALONE = ("hr", "img")
_BLOCKS = ("p", "footer", "ul", "li", "table", "tr", "th", "td", "details", "summary", *_HEADINGS)
# What may stand in each of these; text may not stand between them.
_HOLDS = {"ul": ("li",), "table": ("tr",), "tr": ("th", "td")}
_PHOTO = "tg://photo?id="


@dataclass
class _Node:
    tag: str
    attributes: Mapping[str, str | None]
    inside: list["_Node | str"] = field(default_factory=list)


class _Reader(HTMLParser):
    """A tree of the tags that rich messages have."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = _Node("", {})
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in (*_INLINE, *_BLOCKS, *_ALONE):
            raise MarkupError(f"Unsupported start tag {tag!r}")
        parent = self._open[-1]
        if parent.tag in _HOLDS and tag not in _HOLDS[parent.tag]:
            raise MarkupError(f"{tag!r} cannot be in {parent.tag!r}")
        node = _Node(tag, dict(attrs))
        parent.inside.append(node)
        if tag not in _ALONE:
            self._open.append(node)

    def handle_endtag(self, tag: str) -> None:
        if tag in _ALONE:
            return
        if self._open[-1].tag != tag:
            raise MarkupError(f"Unexpected end tag {tag!r}")
        self._open.pop()

    def handle_data(self, data: str) -> None:
        parent = self._open[-1]
        if parent.tag not in _HOLDS:
            parent.inside.append(data)
        elif data.strip():
            raise MarkupError(f"text cannot be in {parent.tag!r}")

    def finish(self) -> _Node:
        self.close()
        if len(self._open) > 1:
            raise MarkupError(f"Can't find end tag of {self._open[-1].tag!r}")
        return self.root


def read_rich(given: str, photos: Mapping[str, list[dict[str, Any]]]) -> dict[str, Any]:
    """The RichMessage of an InputRichMessage in JSON. Raises MarkupError.

    `photos`: {id of the media: its sizes}.
    """
    html = json.loads(given).get("html")
    if not html:
        raise MarkupError("RICH_MESSAGE_EMPTY")
    reader = _Reader()
    reader.feed(html)
    root = reader.finish()
    if len(_plain(root)) > LONGEST:
        raise MarkupError("RICH_MESSAGE_TOO_LONG")
    return {"blocks": _blocks(root, photos)}


def text_in(message: dict[str, Any]) -> str:
    """What a message says; under a picture it is a caption, in a rich one it is every block."""
    rich = plain_text(message.get("rich_message", ""))
    return str(message.get("text") or message.get("caption") or rich)


def plain_text(rich: Any) -> str:
    """What a RichMessage says, block by block: a line each, the cells of a row side by side."""
    if isinstance(rich, str):
        return rich
    if isinstance(rich, list):
        return "".join(plain_text(one) for one in rich)
    if "cells" in rich:
        rows = [" | ".join(plain_text(cell["text"]) for cell in row) for row in rich["cells"]]
        return "\n".join(rows)
    parts = [rich.get("summary"), rich.get("text")]
    own = [plain_text(one) for one in parts if one]
    inside = map(plain_text, rich.get("blocks") or rich.get("items") or ())
    return "\n".join(line for line in (*own, *inside) if line)


def media_of(given: str) -> list[tuple[str, str]]:
    """[(id, what is uploaded)] of an InputRichMessage in JSON."""
    found = json.loads(given).get("media", [])
    return [(one["id"], one["media"]["media"]) for one in found]


def _plain(node: _Node) -> str:
    return "".join(one if isinstance(one, str) else _plain(one) for one in node.inside)


def _blocks(node: _Node, photos: Mapping[str, list[dict[str, Any]]]) -> list[dict[str, Any]]:
    found = []
    for one in node.inside:
        if isinstance(one, str):
            if one.strip():
                found.append({"type": "paragraph", "text": one.strip()})
        elif one.tag in _INLINE:
            raise MarkupError(f"{one.tag!r} outside of a block")
        elif one.tag != "summary":
            found.append(_block(one, photos))
    return found


def _block(node: _Node, photos: Mapping[str, list[dict[str, Any]]]) -> dict[str, Any]:
    if node.tag in _HEADINGS:
        return {"type": "heading", "text": _text(node), "size": _HEADINGS[node.tag]}
    makers: dict[str, Callable[[], dict[str, Any]]] = {
        "p": lambda: _line("paragraph", node),
        "footer": lambda: _line("footer", node),
        "hr": lambda: {"type": "divider"},
        "img": lambda: {"type": "photo", "photo": _photo(node, photos)},
        "ul": lambda: {"type": "list", "items": [_item(one) for one in _tags(node)]},
        "table": lambda: {"type": "table", "cells": [_row(one) for one in _tags(node)]},
        "details": lambda: _details(node, photos),
    }
    if node.tag not in makers:
        raise MarkupError(f"{node.tag!r} cannot stand here")
    return makers[node.tag]()


def _details(node: _Node, photos: Mapping[str, list[dict[str, Any]]]) -> dict[str, Any]:
    summaries = [one for one in _tags(node) if one.tag == "summary"]
    if len(summaries) != 1:
        raise MarkupError("'details' needs one 'summary'")
    inside = _blocks(node, photos)
    return {"type": "details", "summary": _text(summaries[0]), "blocks": inside}


def _photo(node: _Node, photos: Mapping[str, list[dict[str, Any]]]) -> list[dict[str, Any]]:
    source = node.attributes.get("src") or ""
    if source.removeprefix(_PHOTO) not in photos:
        raise MarkupError("RICH_MESSAGE_PHOTO_NO_MEDIA_FOUND")
    return photos[source.removeprefix(_PHOTO)]


def _row(node: _Node) -> list[dict[str, Any]]:
    return [_cell(one) for one in _tags(node)]


def _cell(node: _Node) -> dict[str, Any]:
    align = node.attributes.get("align") or "left"
    header = {"is_header": True} if node.tag == "th" else {}
    return {"text": _text(node), "align": align, "valign": "top", **header}


def _item(node: _Node) -> dict[str, Any]:
    return {"label": "•", "blocks": [_line("paragraph", node)]}


def _line(kind: str, node: _Node) -> dict[str, Any]:
    return {"type": kind, "text": _text(node)}


def _tags(node: _Node) -> list[_Node]:
    return [one for one in node.inside if isinstance(one, _Node)]


def _text(node: _Node) -> Any:
    """A RichText: a string, or an array of strings and marked parts."""
    found: list[Any] = []
    for one in node.inside:
        if isinstance(one, str):
            found.append(one)
        elif one.tag in _INLINE:
            found.append({"type": _INLINE[one.tag], "text": _text(one)})
        else:
            raise MarkupError(f"{one.tag!r} cannot be in a line of text")
    return found[0] if len(found) == 1 else found or ""
