"""The interface of an SMS provider: everything that the hotline asks of one."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from hotline.domain.balances import Balance
from hotline.domain.inbounds import Inbound
from hotline.domain.line_webhooks import Address, LineState
from hotline.domain.reply_lookups import SentSms


@dataclass(frozen=True)
class OutgoingSms:
    """One SMS to send. `sender`: a number, letters, or the sid of a messaging service."""

    to: str = field(repr=False)
    sender: str
    body: str = field(repr=False)
    # Empty: no reports on its status are wanted.
    callback_url: str = field(default="", repr=False)


@dataclass(frozen=True)
class Accepted:
    """The provider has created the message. `segments` 0: it has not counted them yet."""

    sid: str
    segments: int = 0


@dataclass(frozen=True)
class Origin:
    """How replies are sent. `reply_from`: the sender; None: the line that was reached.

    `public_url`: where the provider reports the outcome.
    """

    reply_from: str | None
    public_url: str

    def callback_url(self, reply_id: int) -> str:
        """Where the provider reports on this reply. It names the reply: a report proves the send.

        The part after `#` makes Twilio retry a report that arrives during a restart of ours
        (Twilio, "webhook connection overrides").
        """
        return f"{self.public_url}/twilio/status?r={reply_id}#rc=2&rp=5xx,ct,rt"


@dataclass(frozen=True)
class SegmentPrices:
    """Today's prices of one segment, in micros of `currency`: those of the dearest carrier.

    `micros`: to that country. `inbound_micros`: received on a line of that country. None: unknown.
    """

    currency: str
    micros: int | None
    inbound_micros: int | None


@dataclass(frozen=True)
class Account:
    """Our account. `status`: active, suspended or closed.

    `is_part`: a subaccount, whose money is in its parent account. `answered_at`: the provider's
    clock.
    """

    status: str
    is_trial: bool
    is_part: bool
    answered_at: datetime | None


class SmsGateway(Protocol):
    """Sends SMS and reports on those that were sent. Every method raises DeliveryError."""

    def send(self, sms: OutgoingSms) -> Accepted:
        """Create the message. Not idempotent: a repetition costs money and sends a second SMS."""

    def sent_to(self, number: str) -> list[SentSms]:
        """All our messages to `number` that the provider lists."""

    def fetch_sent(self, sid: str) -> SentSms | None:
        """One message; None: the provider does not have it."""


class PriceGateway(Protocol):
    """Knows the provider's prices."""

    def segment_prices(self, country: str) -> SegmentPrices | None:
        """Today's prices; None if the provider has none. Raises DeliveryError."""


class HistoryGateway(Protocol):
    """Lists what reached our lines, and what left them. Every method raises DeliveryError."""

    def texts_to(self, line: str, since: datetime) -> Iterator[list[Inbound]]:
        """Pages of the texts that reached `line` since `since`, the newest first."""

    def calls_to(self, line: str, since: datetime) -> Iterator[list[Inbound]]:
        """Pages of the calls that reached `line` since `since`, the newest first."""

    def sent_since(self, sender: str, since: datetime) -> Iterator[list[SentSms]]:
        """Pages of what `sender` (a number, letters, a service) sent since then, newest first."""


class LineGateway(Protocol):
    """Knows our lines and their webhook addresses. Every method raises DeliveryError."""

    def read_line(self, line: str) -> LineState | None:
        """The line as it is now; None: it does not belong to the account."""

    def read_address(self, line: str) -> Address:
        """Where the texts of the line are announced."""

    def change_address(self, line: str, texts: Address, *, calls: Address | None = None) -> None:
        """Set where texts are announced, and calls, if `calls` is given."""


class AccountGateway(Protocol):
    """Knows the account itself. Every method raises DeliveryError."""

    def read_account(self) -> Account:
        """The account as it is now."""

    def read_balance(self) -> Balance | None:
        """What is left; None: the account has no balance of its own, or it cannot be read."""

    def open_countries(self) -> frozenset[str] | None:
        """The countries that the account may send to; None: the provider does not say."""


@dataclass(frozen=True)
class Provider:
    """The provider: its five gateways together."""

    sms: SmsGateway
    prices: PriceGateway
    history: HistoryGateway
    lines: LineGateway
    account: AccountGateway
