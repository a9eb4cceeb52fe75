"""The screens on who sends: the busiest now, one sender's history, one of their texts."""

from datetime import datetime

from bot.screens.held import marks_in_words
from bot.screens.screen import Button, Screen, joined, page_row
from bot.screens.senders import block_button
from bot.screens.text_length import shortened
from bot.screens.why_not import inbound_lines
from hotline.domain.people import Sender
from hotline.domain.replies import ReplyStatus
from hotline.usecases.senders.list_busy_senders import BusyPage, BusySender
from hotline.usecases.senders.show_sender import ReadText, SenderDetail
from hotline.words import Html, Words

# Telegram takes 4096 characters; a text may hold 1600, and more once escaped.
_LONGEST_BODY = 600


def busy_screen(found: BusyPage, words: Words) -> Screen:
    """Shows who sends most now; each can be looked at, or blocked at once."""
    if not found.senders:
        return Screen(words("senders.none_lately"))
    lines = [_busy_line(one, words) for one in found.senders]
    rows = [_busy_row(one, words) for one in found.senders]
    rows += page_row(words, found.page, found.pages, "senders:all")
    title = words.count("senders.busiest", found.total)
    return Screen(joined(title, *lines, words("sender.example")), rows)


def _busy_line(one: BusySender, words: Words) -> Html:
    return words(
        "senders.busy_line",
        handle=f"#{one.sender.id}",
        masked=one.sender.masked,
        recent=one.recent,
        marks=marks_in_words(one.marks, words),
    )


def _busy_row(one: BusySender, words: Words) -> list[Button]:
    return [
        _detail_button(one.sender),
        block_button(one.sender, words),
    ]


def sender_detail_screen(
    detail: SenderDetail, words: Words, *, now: datetime, reads_texts: bool = True
) -> Screen:
    """Shows one sender at a glance; what they wrote only on demand.

    `reads_texts`: the reader has not chosen to see none.
    """
    sender = detail.sender
    lines = [
        words(
            "sender.story",
            handle=f"#{sender.id}",
            masked=sender.masked,
            texts=words.count("senders.texts", sender.texts),
            calls=words.count("senders.calls", sender.calls),
            seen=words.moment(sender.last_seen_at, now=now),
        ),
        _verdict_line(detail, words),
        words(
            "sender.conduct",
            burst=detail.conduct.burst,
            insults=detail.conduct.insults,
        ),
        words.count("threats.kept", detail.threats) if detail.threats else "",
        *inbound_lines(detail, words, now=now),
        _reply_line(detail, words, now),
        words("sender.opted_out") if sender.opted_out_at else "",
        _blocked_line(detail, words, now),
    ]
    return Screen(joined(*lines), _detail_rows(detail, words, reads_texts=reads_texts))


def _verdict_line(detail: SenderDetail, words: Words) -> Html:
    marks = detail.verdict.marks
    if not marks:
        return words("sender.verdict_none")
    return words("sender.verdict", marks=marks_in_words(marks, words))


def _reply_line(detail: SenderDetail, words: Words, now: datetime) -> Html | str:
    """Their newest reply, where it answers none of the texts and calls above."""
    reply = detail.reply
    if reply is None or reply.inbound_id in {one.id for one in detail.inbounds}:
        return ""
    status = words(f"reply_status.{reply.status}")
    reason = Html(f" ({words(f'reason.{reply.reason}')})") if reply.reason else ""
    is_ahead = reply.status in (ReplyStatus.PLANNED, ReplyStatus.HELD)
    at = words.moment(reply.due_at if is_ahead else reply.changed_at, now=now)
    key = "sender.reply_due" if is_ahead else "sender.reply"
    return words(key, status=status, reason=reason, at=at)


def _blocked_line(detail: SenderDetail, words: Words, now: datetime) -> Html | str:
    sender = detail.sender
    if sender.blocked_at is None:
        return ""
    at, by = words.moment(sender.blocked_at, now=now), detail.blocked_by or words("somebody")
    if sender.blocked_until is None:
        line = words("sender.blocked", at=at, by=by)
    else:
        until = words.moment(sender.blocked_until, now=now)
        line = words("sender.blocked_until", at=at, by=by, until=until)
    if sender.blocked_in is not None:
        return joined(line, words("sender.blocked_in", number=sender.blocked_in))
    return joined(line, words("sender.note", note=sender.block_note) if sender.block_note else "")


def _detail_rows(detail: SenderDetail, words: Words, *, reads_texts: bool) -> list[list[Button]]:
    sender = detail.sender
    rows = [[block_button(sender, words)]]
    reply = detail.reply
    if reply is not None and reply.status is ReplyStatus.HELD:
        handle = f"#{sender.id}"
        rows.append(
            [
                Button(words("button.release_one", handle=handle), f"free:{reply.id}"),
                Button(words("button.drop_one", handle=handle), f"drop:{reply.id}"),
            ]
        )
    if detail.texts and reads_texts:
        label = words.count("button.read", detail.texts)
        rows.append([Button(label, f"read:{sender.id}:0")])
    rows.append([Button(words("button.log_on"), f"log:on:{sender.id}:0")])
    return rows


def text_screen(found: ReadText, words: Words, *, now: datetime) -> Screen:
    """Shows one text, hidden until it is touched."""
    title = words(
        "sender.text",
        handle=f"#{found.sender.id}",
        place=found.of - found.place,
        of=found.of,
        at=words.moment(found.received_at, now=now),
    )
    body = words("sender.unreadable") if found.body is None else _hidden(found.body, words)
    rows = []
    if found.place < found.of - 1:
        rows.append(Button(words("button.older"), f"read:{found.sender.id}:{found.place + 1}"))
    if found.place > 0:
        rows.append(Button(words("button.newer"), f"read:{found.sender.id}:{found.place - 1}"))
    below = [[block_button(found.sender, words)], _back_row(found.sender.id, words)]
    return Screen(joined(title, body), [rows, *below] if rows else below)


def no_text_screen(sender_id: int, words: Words) -> Screen:
    """There is no text at that place, or no longer."""
    return Screen(words("sender.no_text"), [_back_row(sender_id, words)])


def _back_row(sender_id: int, words: Words) -> list[Button]:
    label = words("button.back_to_sender", handle=f"#{sender_id}")
    return [Button(label, f"sender:{sender_id}")]


def _hidden(body: str, words: Words) -> Html:
    shown = shortened(body, _LONGEST_BODY)
    return words("sender.hidden", body=shown)


def _detail_button(sender: Sender) -> Button:
    return Button(Html(f"#{sender.id}"), f"sender:{sender.id}")
