"""A screen: the text of one message and the buttons under it."""

from dataclasses import dataclass, field, replace

from bot.command_list import role_for_tap
from hotline.domain.roles import Role, may
from hotline.words import Html, Words

# Bytes of a button's data; Telegram takes no more.
LONGEST_DATA = 64


@dataclass(frozen=True)
class Button:
    """`data` is `verb:id[:arg]`, at most LONGEST_DATA. Every tap looks the id up again."""

    label: str
    data: str


@dataclass(frozen=True)
class Screen:
    """`rows` of buttons; none means no keyboard. `picture`: a PNG, with the text under it.

    `vanishes`: it must not stay, so it only ever replaces a message that is registered to vanish.
    `keys`: the permanent keyboard under the chat from now on. A message has either keys or rows.
    """

    text: Html
    rows: list[list[Button]] = field(default_factory=list)
    picture: bytes | None = field(default=None, repr=False)
    keys: list[list[str]] = field(default_factory=list)
    vanishes: bool = False


@dataclass(frozen=True)
class RichScreen:
    """A rich message (Bot API 10.1) and its buttons.

    `top` and `below` are blocks of rich HTML (`p`, `h3`, `table`, `details` …). `picture` stands
    between them: a PNG, or the id of a file that Telegram has.
    """

    top: Html
    below: Html
    rows: list[list[Button]] = field(default_factory=list)
    picture: bytes | str | None = field(default=None, repr=False)


def joined(*lines: Html | str | None) -> Html:
    """Lines of HTML, one under the other; empty ones are left out."""
    return Html("\n".join(line for line in lines if line))


def confirm_rows(words: Words, label: str, proposal_id: int) -> list[list[Button]]:
    """The two rows under a question: do it, or cancel."""
    return [
        [Button(label, f"confirm:{proposal_id}")],
        [Button(words("button.cancel"), f"discard:{proposal_id}")],
    ]


def offered_to(screen: Screen, role: Role) -> Screen:
    """The screen without the buttons that would refuse a reader of this role."""
    rows = [[one for one in row if may(role, role_for_tap(one.data))] for row in screen.rows]
    return replace(screen, rows=[row for row in rows if row])


def under_remark(screen: Screen, remark: Screen) -> Screen:
    """The screen with the remark above its text, and the remark's buttons above its own.

    A button that the remark has is not repeated.
    """
    known = {button.data for row in remark.rows for button in row}
    below = [[button for button in row if button.data not in known] for row in screen.rows]
    rows = [*remark.rows, *(row for row in below if row)]
    return replace(screen, text=joined(remark.text, " ", screen.text), rows=rows, keys=[])


def undo_row(label: str, audit_id: int) -> list[list[Button]]:
    """The row with the button that undoes an act."""
    return [[Button(label, f"undo:{audit_id}")]]


def page_row(words: Words, page: int, pages: int, data: str) -> list[list[Button]]:
    """The row, if there is more than one page. `data`: verb and id; the page's number follows."""
    row = []
    if page > 0:
        row.append(Button(words("button.back"), f"{data}:{page - 1}"))
    if page < pages - 1:
        row.append(Button(words("button.on"), f"{data}:{page + 1}"))
    return [row] if row else []
