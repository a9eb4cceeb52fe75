"""The state of the phone network: lines, messages, calls, and what they cost."""

import secrets
import threading
from collections import Counter
from collections.abc import MutableSequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from simulator import clock
from simulator.delayed_callbacks import DelayedCallbacks
from simulator.faults import FaultScript
from simulator.phone.billing import segments_of

# The price of one segment that we send, in the box's currency; close to the euro prices of 2026.
PRICES = {
    "FR": "0.0798",
    "BE": "0.1050",
    "CH": "0.0725",
    "LU": "0.0900",
    "MC": "0.0850",
    "GB": "0.0524",
    "US": "0.0083",
}
INBOUND_PRICE = "0.0075"
# The kinds of fault that can be scripted for `POST Messages`: before the message exists, after
# that, or to the message. With the option `silent` no status of the message is reported. `on` may
# also name a way of reading (list, fetch, calls, prices, lines, account), to which only the faults
# "before" apply.
FAULTS = (
    "429", "401", "500_before", "cut_before", "hang", "21211", "21408", "21606", "21610", "21614",
    "500_after", "cut_after", "hang_after", "broken_body", "late", "failed", "undelivered",
)  # fmt: skip


def new_sid(prefix: str) -> str:
    """A new sid in Twilio's format: two letters and 32 hexadecimal digits."""
    return prefix + secrets.token_hex(16)


@dataclass
class Line:
    """One of the hotline's numbers, with the addresses where its texts and calls are announced."""

    number: str
    sms_url: str
    voice_url: str
    sid: str = field(default_factory=lambda: new_sid("PN"))
    sms_fallback_url: str = ""
    voice_fallback_url: str = ""
    status_callback: str = ""
    sms_method: str = "POST"
    sms_fallback_method: str = "POST"
    voice_method: str = "POST"
    sms_application_sid: str | None = None
    trunk_sid: str | None = None
    can_text: bool = True


@dataclass
class Account:
    """Our account. `owner_sid`: the account of which it is a subaccount, if any."""

    status: str = "active"
    type: str = "Full"
    owner_sid: str | None = None
    balance: float = 100.0


@dataclass
class Message:
    """A text that we received or sent."""

    sender: str
    to: str
    body: str
    direction: str
    status: str
    created_at: datetime
    sid: str = field(default_factory=lambda: new_sid("SM"))
    sent_at: datetime | None = None
    updated_at: datetime | None = None
    price: str | None = None
    error_code: int | None = None
    status_callback: str | None = None
    service_sid: str | None = None

    @property
    def segments(self) -> int:
        """The number of SMS parts that are billed."""
        return segments_of(self.body)


@dataclass
class Call:
    """A call to one of our lines. `billed`: it was answered, so it costs money."""

    sender: str
    to: str
    started_at: datetime
    status: str = "ringing"
    billed: bool = False
    sid: str = field(default_factory=lambda: new_sid("CA"))


@dataclass
class Timing:
    """Seconds until a message is sent, delivered, and priced."""

    sent: float = 0.1
    delivered: float = 0.3
    priced: float = 1.0


class PhoneNetwork:
    """The whole state of the network. Take `lock` around changes."""

    def __init__(
        self, *, account_sid: str, auth_token: str, lines: list[Line], currency: str = "EUR"
    ) -> None:
        self.account_sid = account_sid
        self.auth_token = auth_token
        self.lines = {line.number: line for line in lines}
        self.currency = currency
        self.lock = threading.RLock()
        self.messages: list[Message] = []
        self.calls: list[Call] = []
        self.opted_out: set[tuple[str, str]] = set()
        self.account = Account()
        # Countries to which the account may not text (its messaging geo permissions).
        self.closed_countries: set[str] = set()
        self.prices = dict(PRICES)
        # Carriers add fees: the charge is the listed price times this factor.
        self.surcharge = 1.0
        self.timing = Timing()
        self.faults = FaultScript(FAULTS)
        self.delayed_callbacks = DelayedCallbacks()
        self.delayed_callbacks.start()
        self.requests: MutableSequence[dict[str, Any]] = []

    def find_message(self, sid: str) -> Message | None:
        """The message with this sid, or None."""
        with self.lock:
            return next((message for message in self.messages if message.sid == sid), None)

    def add_message(self, message: Message) -> Message:
        """Store the message and return it."""
        with self.lock:
            self.messages.append(message)
        return message

    def thread_of(self, number: str) -> list[dict[str, Any]]:
        """What this handset shows, oldest first: texts it sent, texts to it, and its calls."""
        with self.lock:
            texts = [
                {"id": m.sid, "at": m.created_at.isoformat(), "body": m.body, **_way(m, number)}
                for m in self.messages
                if number in (m.sender, m.to)
            ]
            calls = [
                {"id": c.sid, "at": c.started_at.isoformat(), "way": "call", "status": c.status}
                for c in self.calls
                if c.sender == number
            ]
        return sorted([*texts, *calls], key=lambda one: str(one["at"]))

    def tally(self) -> dict[str, int]:
        """How much was brought to the lines, and how many numbers got more than one reply."""
        with self.lock:
            texts = sum(m.direction == "inbound" for m in self.messages)
            # Only replies have a status callback; an organizer's trial text has none.
            replies = Counter(m.to for m in self.messages if m.status_callback)
            doubled = sum(count > 1 for count in replies.values())
            return {"brought": texts + len(self.calls), "doubled": doubled}

    def replies_to(self, number: str) -> list[Message]:
        """The texts that we sent to this handset, oldest first."""
        with self.lock:
            return [
                m for m in self.messages if m.direction.startswith("outbound") and m.to == number
            ]


def _way(message: Message, number: str) -> dict[str, str]:
    if message.sender == number:
        return {"way": "out", "status": message.status}
    return {"way": "in", "status": message.status, "sender": message.sender}


def utc_now() -> datetime:
    """The time in the box in whole seconds, as in Twilio's dates."""
    return clock.utc_now().replace(microsecond=0)
