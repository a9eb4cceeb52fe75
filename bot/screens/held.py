"""The screens of /held: the groups by reason, and the replies of one group."""

from datetime import datetime

from bot.screens.screen import Button, Screen, joined, page_row
from hotline.usecases.replies.show_held import COPIES_OF, HeldGroup, HeldPage, HeldReply
from hotline.words import Html, Words


def held_screen(groups: list[HeldGroup], currency: str, words: Words) -> Screen:
    """Shows a button for each group, with what its replies would cost."""
    if not groups:
        return Screen(words("held.none"))
    rows = []
    for group in groups:
        amount = words.cents(group.found.micros, currency)
        label = f"{_why(group.why, words)} · {group.found.replies} · {amount}"
        rows.append([Button(label, f"held:{group.why}:0")])
    total = sum(group.found.replies for group in groups)
    amount = words.cents(sum(group.found.micros for group in groups), currency)
    return Screen(words.count("held.title", total, amount=amount), rows)


def held_page_screen(found: HeldPage, words: Words, *, now: datetime) -> Screen:
    """Shows one page; each reply can be released or dropped, and so can the whole group."""
    group = found.group
    rest = [Button(words("button.groups"), "held:all:0")]
    if not found.replies:
        return Screen(words("held.none_here"), [rest])
    amount = words.cents(group.found.micros, found.currency)
    count = group.found.replies
    title = words.count("held.group", count, why=_why(group.why, words), amount=amount)
    rows = [_row(one, found, words) for one in found.replies]
    rows += page_row(words, found.page, found.pages, f"held:{group.why}")
    release = words.count("button.release_replies", count, amount=amount)
    drop = words.count("button.drop_replies", count, amount=amount)
    rows.append([Button(release, f"free_group:{group.why}")])
    rows.append([Button(drop, f"drop_group:{group.why}")])
    rows.append(rest)
    lines = [_line(one, words, now) for one in found.replies]
    return Screen(joined(title, *lines), rows)


def _why(why: str, words: Words) -> Html:
    """The name of a group. A copied text is not shown: three letters of its key stand for it."""
    if why.startswith(COPIES_OF):
        return words("why.copies_of", name=why.removeprefix(COPIES_OF)[:3].upper())
    return words(f"why.{why}")


def _line(one: HeldReply, words: Words, now: datetime) -> Html:
    return words(
        "held.line",
        handle=f"#{one.sender.id}",
        masked=one.sender.masked,
        texts=words.count("senders.texts", one.sender.texts),
        calls=words.count("senders.calls", one.sender.calls),
        due=words.moment(one.due_at, now=now),
        marks=marks_in_words(one.marks, words),
    )


def marks_in_words(marks: tuple[str, ...], words: Words) -> Html:
    """What speaks against a sender, or that nothing does."""
    if not marks:
        return words("why.genuine")
    return Html(", ".join(words(f"why.{mark}") for mark in marks))


def _row(one: HeldReply, found: HeldPage, words: Words) -> list[Button]:
    handle = f"#{one.sender.id}"
    amount = words.cents(one.micros, found.currency)
    return [
        Button(words("button.free_one", handle=handle, amount=amount), f"free:{one.reply_id}"),
        Button(words("button.drop_one", handle=handle), f"drop:{one.reply_id}"),
    ]
