"""The screens of /block and /unblock: lists of senders, and what a block or its end did."""

from datetime import datetime

from bot.screens.pages import page_row
from bot.screens.screen import Button, Screen, joined, undo_row
from hotline.domain.people import Sender
from hotline.usecases.senders.block_sender import Blocked
from hotline.usecases.senders.unblock_sender import Unblocked
from hotline.words import Html, Words


def latest_senders_screen(senders: list[Sender], words: Words, *, now: datetime) -> Screen:
    """Shows the latest senders, each with a button, and how to name another."""
    another = [Button(words("button.another_number"), "ask:block")]
    if not senders:
        return Screen(joined(words("senders.none"), words("block.example")), [another])
    lines = [_sender_line(sender, words, now) for sender in senders]
    rows = [[block_button(sender, words)] for sender in senders]
    return Screen(joined(words("senders.latest"), *lines, words("block.example")), [*rows, another])


def blocked_senders_screen(
    senders: list[Sender], page: int, pages: int, words: Words, *, now: datetime
) -> Screen:
    """Shows the blocked senders, each with a button."""
    another = [Button(words("button.another_number"), "ask:unblock")]
    if not senders:
        return Screen(words("senders.none_blocked"), [another])
    lines = [_sender_line(sender, words, now) for sender in senders]
    rows = [[block_button(sender, words)] for sender in senders]
    rows += page_row(words, page, pages, "blocked:all")
    return Screen(joined(words("senders.blocked"), *lines), [*rows, another])


def blocked_screen(blocked: Blocked, words: Words, *, now: datetime) -> Screen:
    """Shows what the block did and saved, and until when it lasts."""
    until = blocked.sender.blocked_until
    text = words("block.done", handle=f"#{blocked.sender.id}", masked=blocked.sender.masked)
    lasts = "" if until is None else words("block.until", until=words.moment(until, now=now))
    saved = words.count(
        "block.saved",
        blocked.dropped,
        amount=words.money(blocked.saved_micros, blocked.currency),
    )
    lines = joined(text, lasts, saved if blocked.dropped else "")
    return Screen(lines, undo_row(words("button.undo"), blocked.audit_id))


def unblocked_screen(unblocked: Unblocked, words: Words) -> Screen:
    """Shows what unblocking did."""
    sender = unblocked.sender
    text = words("unblock.done", handle=f"#{sender.id}", masked=sender.masked)
    restored = words.count("unblock.restored", unblocked.restored)
    lines = joined(text, restored if unblocked.restored else "")
    return Screen(lines, undo_row(words("button.undo"), unblocked.audit_id))


def _sender_line(sender: Sender, words: Words, now: datetime) -> Html:
    return words(
        "senders.line",
        handle=f"#{sender.id}",
        masked=sender.masked,
        texts=words.count("senders.texts", sender.texts),
        calls=words.count("senders.calls", sender.calls),
        age=words.duration(now - sender.last_seen_at),
    )


def block_button(sender: Sender, words: Words) -> Button:
    """The button that blocks a sender, or unblocks a blocked one."""
    handle = f"#{sender.id}"
    if sender.blocked_at is not None:
        return Button(words("button.unblock", handle=handle), f"unblock:{sender.id}")
    return Button(words("button.block", handle=handle), f"block:{sender.id}")
