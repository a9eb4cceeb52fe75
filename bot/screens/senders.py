"""The screens of /block and /unblock: lists of senders, and what a block or its end did."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.screens.screen import (
    LONGEST_DATA,
    Button,
    Screen,
    confirm_rows,
    joined,
    page_row,
    undo_row,
)
from hotline.domain.people import Sender
from hotline.usecases.senders.block_sender import Blocked
from hotline.usecases.senders.order_block import BlockedSeveral, BlockQuestion
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
    lasts = _lasts(until, blocked.sender.block_note, words, now)
    saved = _saved(blocked.dropped, blocked.saved_micros, blocked.currency, words)
    return Screen(joined(text, lasts, saved), undo_row(words("button.undo"), blocked.audit_id))


def block_question_screen(question: BlockQuestion, words: Words, *, now: datetime) -> Screen:
    """Says back what was understood, sender by sender, and asks before anybody is blocked."""
    order, senders = question.order, question.senders
    until = None if order.seconds is None else now + timedelta(seconds=order.seconds)
    lines = [_sender_line(sender, words, now) for sender in senders]
    already = [words("block.already", handle=f"#{one.id}") for one in question.already]
    text = joined(
        words.count("block.question", len(senders)),
        *lines,
        *already,
        _lasts(until, order.note, words, now),
        "" if order.is_certain else words("block.unsure"),
    )
    key = "button.block_for_ever" if until is None else "button.block_until"
    values = {} if until is None else {"until": words.moment(until, now=now)}
    label = words.count(key, len(senders), handle=f"#{senders[0].id}", **values)
    return Screen(text, confirm_rows(words, label, question.proposal_id))


def blocked_several_screen(done: BlockedSeveral, words: Words) -> Screen:
    """Shows whom it blocked; one button takes all of it back."""
    handles = [f"#{one}" for one in done.senders]
    text = words.count("block.done_several", len(handles), handles=", ".join(handles))
    saved = _saved(done.dropped, done.saved_micros, done.currency, words)
    lines = joined(text, _lasts(done.until, None, words, done.at), saved)
    return Screen(lines, _way_back(handles, words))


def _way_back(handles: list[str], words: Words) -> list[list[Button]]:
    """One button for all; one for each where Telegram has no room for all of them."""
    data = f"unblock:{' '.join(handles)}"
    if len(data) <= LONGEST_DATA:
        label = words.count("button.unblock_several", len(handles), handle=handles[0])
        return [[Button(label, data)]]
    return [
        [Button(words("button.unblock", handle=one), f"unblock:{one.lstrip('#')}")]
        for one in handles
    ]


def _lasts(until: datetime | None, note: str | None, words: Words, now: datetime) -> Html:
    """Until when, or for ever; and why, if they said so."""
    key = "block.for_ever" if until is None else "block.until"
    values = {} if until is None else {"until": words.moment(until, now=now)}
    return words(f"{key}_noted", note=note, **values) if note else words(key, **values)


def _saved(dropped: int, micros: int, currency: str, words: Words) -> Html | str:
    if not dropped:
        return ""
    return words.count("block.saved", dropped, amount=words.cents(micros, currency))


def unblocked_screen(unblocked: Unblocked, words: Words) -> Screen:
    """Shows what unblocking did."""
    sender = unblocked.sender
    text = words("unblock.done", handle=f"#{sender.id}", masked=sender.masked)
    restored = words.count("unblock.restored", unblocked.restored)
    lines = joined(text, restored if unblocked.restored else "")
    return Screen(lines, undo_row(words("button.undo"), unblocked.audit_id))


def unblocked_several_screen(unblocked: Sequence[Unblocked], words: Words) -> Screen:
    """Shows whom it unblocked; one button blocks each of them again."""
    handles = ", ".join(f"#{one.sender.id}" for one in unblocked)
    restored = sum(one.restored for one in unblocked)
    text = words.count("unblock.done_several", len(unblocked), handles=handles)
    back = words.count("unblock.restored", restored) if restored else ""
    rows = [
        undo_row(words("button.block", handle=f"#{one.sender.id}"), one.audit_id)[0]
        for one in unblocked
    ]
    return Screen(joined(text, back), rows)


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
