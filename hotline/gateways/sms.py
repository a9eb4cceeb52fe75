"""What the hotline asks of an SMS provider."""

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
    """One SMS to send. `sender`: a number, letters, or a provider's pool of numbers."""

    to: str = field(repr=False)
    sender: str
    body: str = field(repr=False)
    # Empty: nobody wants to hear what becomes of it.
    callback_url: str = field(default="", repr=False)


@dataclass(frozen=True)
class Accepted:
    """The provider made a message of it. `segments` 0: it has not counted them yet."""

    sid: str
    segments: int = 0


@dataclass(frozen=True)
class Origin:
    """How replies leave: from what (None: the line that was reached), and who hears the outcome."""

    reply_from: str | None
    public_url: str

    def callback_url(self, reply_id: int) -> str:
        """Where the provider reports on this reply. It names the reply, and so proves the send.

        The fragment is for Twilio: a report that meets a restart of ours is made again.
        """
        return f"{self.public_url}/twilio/status?r={reply_id}#rc=2&rp=5xx,ct,rt"


@dataclass(frozen=True)
class SegmentPrices:
    """Today's prices of one segment, in micros of `currency`: the dearest there is.

    `micros` to that country, `inbound_micros` for one that comes in on a line of that country.
    """

    currency: str
    micros: int | None
    inbound_micros: int | None


@dataclass(frozen=True)
class Account:
    """Our account. `status`: active, suspended or closed; `answered_at`: by the provider's clock.

    `is_part`: of another account, which has the money.
    """

    status: str
    is_trial: bool
    is_part: bool
    answered_at: datetime | None


class SmsGateway(Protocol):
    """Sends, and says what became of what was sent. Every method raises DeliveryError."""

    def send(self, sms: OutgoingSms) -> Accepted:
        """Create the message. Costs money, and may not be repeated blindly."""

    def sent_to(self, number: str) -> list[SentSms]:
        """Every message of ours to `number` that the provider lists."""

    def fetch_sent(self, sid: str) -> SentSms | None:
        """One message; None: the provider does not know it."""


class PriceGateway(Protocol):
    """Names prices."""

    def segment_prices(self, country: str) -> SegmentPrices | None:
        """Today's, or None if the provider has none. Raises DeliveryError."""


class HistoryGateway(Protocol):
    """Lists what reached our lines. Both raise DeliveryError."""

    def texts_to(self, line: str, since: datetime) -> Iterator[list[Inbound]]:
        """Pages of the texts that reached `line` since then, the newest first."""

    def calls_to(self, line: str, since: datetime) -> Iterator[list[Inbound]]:
        """Pages of the calls, the newest first."""


class LineGateway(Protocol):
    """Knows our lines, and where what reaches them is announced. All raise DeliveryError."""

    def read_line(self, line: str) -> LineState | None:
        """As it is now; None: it is not the account's."""

    def read_address(self, line: str) -> Address:
        """Where its texts are announced."""

    def change_address(self, line: str, texts: Address, *, calls: Address | None = None) -> None:
        """From now on; where its calls are announced stays as it is, unless `calls` says."""


class AccountGateway(Protocol):
    """Knows the account itself. All raise DeliveryError."""

    def read_account(self) -> Account:
        """As it is now."""

    def read_balance(self) -> Balance | None:
        """What is left; None: this account has no balance of its own."""

    def open_countries(self) -> frozenset[str] | None:
        """Where the account may text; None: it does not say."""


@dataclass(frozen=True)
class Provider:
    """The company behind all of it."""

    sms: SmsGateway
    prices: PriceGateway
    history: HistoryGateway
    lines: LineGateway
    account: AccountGateway
