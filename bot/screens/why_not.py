"""What became of each text and call of a sender: their reply, or why there is none, in words."""

from datetime import datetime

from hotline.domain.reasons import Reason
from hotline.domain.replies import ReplyStatus
from hotline.domain.sender_history import LatestInbound, LatestReply
from hotline.usecases.senders.show_sender import SenderDetail
from hotline.words import Html, Words

# A reply in one of these has a reason that says more than its status.
_WITH_REASON = (ReplyStatus.HELD, ReplyStatus.DROPPED, ReplyStatus.FAILED)


def inbound_lines(detail: SenderDetail, words: Words, *, now: datetime) -> list[Html]:
    """A line for each of the newest texts and calls, the newest first."""
    lines = [
        words(
            f"sender.{one.kind}",
            at=words.moment(one.received_at, now=now),
            fate=_fate(one, detail, words, now),
        )
        for one in detail.inbounds
    ]
    older = detail.sender.texts + detail.sender.calls - len(lines)
    return [*lines, words.count("sender.older", older)] if lines and older > 0 else lines


def _fate(one: LatestInbound, detail: SenderDetail, words: Words, now: datetime) -> Html:
    if one.reply is not None:
        return _of_reply(one.reply, words, now)
    if one.reason is None:
        return words("fate.no_reply")
    if one.reason == Reason.ALREADY_ANSWERED:
        return _once(one, detail, words, now)
    prefix = detail.sender.masked.partition(" ")[0]
    return words("fate.none", why=words(f"why_not.{one.reason}", prefix=prefix))


def _of_reply(reply: LatestReply, words: Words, now: datetime) -> Html:
    is_ahead = reply.status in (ReplyStatus.PLANNED, ReplyStatus.HELD)
    at = words.moment(reply.due_at if is_ahead else reply.changed_at, now=now)
    if reply.status in _WITH_REASON and reply.reason:
        why = words(f"why_not.{reply.reason}", prefix="")
        return words(f"fate.{reply.status}", why=why, at=at)
    key = f"fate.{reply.status}"
    return words(key if reply.status not in _WITH_REASON else f"{key}_only", at=at)


def _once(one: LatestInbound, detail: SenderDetail, words: Words, now: datetime) -> Html:
    """One reply for each sender: which one it was, and what became of it."""
    if detail.repeat_after is None:
        rule = words("fate.once")
    else:
        rule = words.count("fate.once_in", detail.repeat_after.days)
    if one.earlier_at is None or one.earlier_status is None:
        return words("fate.none", why=rule)
    status = words(f"reply_status.{one.earlier_status}")
    at = words.moment(one.earlier_at, now=now)
    return words("fate.none", why=words("fate.had", rule=rule, at=at, status=status))
