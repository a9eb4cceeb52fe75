"""Twilio's own lists of what reached our lines: they show what was not announced to us."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from twilio.rest import Client

from hotline.domain.inbounds import Inbound, InboundKind
from hotline.domain.reply_lookups import SentSms
from hotline.gateways.twilio_errors import translated_errors
from hotline.gateways.twilio_http import whole_number
from hotline.gateways.twilio_sms import sent_sms

_PAGE_SIZE = 1000
# The newest come first, but Twilio does not promise an exact order.
_ORDER_MARGIN = timedelta(minutes=15)


class TwilioHistory:
    """Lists texts and calls by `To` and whole days, the only filters that Twilio has."""

    def __init__(self, client: Client) -> None:
        self._client = client

    def texts_to(self, line: str, since: datetime) -> Iterator[list[Inbound]]:
        """Pages of texts. Raises DeliveryError."""
        first_day, messages = since.date().isoformat(), self._client.messages
        return _pages(
            lambda: messages.page(to=line, date_sent_after=first_day, page_size=_PAGE_SIZE),
            lambda record: _text(record, line),
            since,
        )

    def calls_to(self, line: str, since: datetime) -> Iterator[list[Inbound]]:
        """Pages of calls. Raises DeliveryError."""
        first_day, calls = since.date().isoformat(), self._client.calls
        return _pages(
            lambda: calls.page(to=line, start_time_after=first_day, page_size=_PAGE_SIZE),
            lambda record: _call(record, line),
            since,
        )

    def sent_since(self, sender: str, since: datetime) -> Iterator[list[SentSms]]:
        """Pages of what `sender` has sent since `since`, the newest first. Raises DeliveryError.

        There is no filter by date: it would hide messages that are still queued. There is none by
        messaging service (MG…) either: the whole list is read, and filtered here.
        """
        is_service = sender.startswith("MG")
        origin = {} if is_service else {"from_": sender}
        with translated_errors():
            page: Any = self._client.messages.page(page_size=_PAGE_SIZE, **origin)
            while page is not None:
                records = list(page)
                # Twilio's own answers to STOP and HELP have the direction "outbound-reply".
                sent = [sent_sms(one) for one in records if one.direction == "outbound-api"]
                services = {one.sid: one.messaging_service_sid for one in records}
                ours = [s for s in sent if not is_service or services[s.sid] == sender]
                yield [sms for sms in ours if sms.created_at >= since]
                oldest = min((_moment(one.date_created) for one in records), default=None)
                is_over = oldest is None or oldest < since - _ORDER_MARGIN
                page = None if is_over else page.next_page()


def _pages(
    first: Callable[[], Any], read: Callable[[Any], Inbound], since: datetime
) -> Iterator[list[Inbound]]:
    with translated_errors():
        page = first()
        while page is not None:
            inbounds = [read(record) for record in page if record.direction == "inbound"]
            yield [one for one in inbounds if one.received_at >= since]
            page = None if _is_older(inbounds, since) else page.next_page()


def _is_older(inbounds: list[Inbound], since: datetime) -> bool:
    """Whether the whole page lies before `since`, and so all next pages too."""
    return bool(inbounds) and max(one.received_at for one in inbounds) < since - _ORDER_MARGIN


def _text(message: Any, line: str) -> Inbound:
    return Inbound(
        kind=InboundKind.SMS,
        provider_sid=str(message.sid),
        sender=message.from_ or "",
        line=line,
        received_at=_moment(message.date_sent or message.date_created),
        body=message.body or "",
        segments=whole_number(message.num_segments, default=1),
        media=whole_number(message.num_media, default=0),
        # Error 30039: Twilio judged it machine-made, marked it failed and did not announce it.
        is_machine_made=str(message.status) == "failed",
    )


def _call(call: Any, line: str) -> Inbound:
    return Inbound(
        kind=InboundKind.CALL,
        provider_sid=str(call.sid),
        # The library has this name for calls only.
        sender=call._from or "",
        line=line,
        received_at=_moment(call.start_time or call.date_created),
        segments=0,
    )


def _moment(found: datetime | None) -> datetime:
    if not isinstance(found, datetime):
        raise ValueError("no date")  # noqa: TRY004  (a broken answer, as the others)
    return found if found.tzinfo else found.replace(tzinfo=UTC)
