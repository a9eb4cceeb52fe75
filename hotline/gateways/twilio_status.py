"""Twilio's message statuses, mapped to the statuses of a reply."""

from hotline.domain.replies import ReplyStatus

# queued, accepted, scheduled and sending say that the message exists: for us it is sent.
_STATUSES = {
    "queued": ReplyStatus.SENT,
    "accepted": ReplyStatus.SENT,
    "scheduled": ReplyStatus.SENT,
    "sending": ReplyStatus.SENT,
    "sent": ReplyStatus.SENT,
    "delivered": ReplyStatus.DELIVERED,
    "read": ReplyStatus.DELIVERED,
    "partially_delivered": ReplyStatus.DELIVERED,
    "undelivered": ReplyStatus.UNDELIVERED,
    "failed": ReplyStatus.FAILED,
    "canceled": ReplyStatus.FAILED,
}


def reply_status_of(twilio_status: str) -> ReplyStatus | None:
    """The status of the reply; None for a status that Twilio does not document."""
    return _STATUSES.get(twilio_status.lower())
