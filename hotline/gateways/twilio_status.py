"""Twilio's message statuses in the hotline's words."""

from hotline.domain.replies import ReplyStatus

# queued, accepted, scheduled and sending say only that the message exists: so it was sent for us.
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
    """The status of the reply; None for a word that Twilio has not told us about."""
    return _STATUSES.get(twilio_status.lower())
