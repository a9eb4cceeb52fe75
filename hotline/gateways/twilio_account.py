"""Our account at Twilio: whether it works, what is left on it, where it may send.

Subaccounts have no balance of their own (Balance, "child accounts do not contain balance
information"). Which countries are enabled comes from an endpoint that the library has but the
documentation does not: without a clear answer it counts as unknown.
"""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from twilio.rest import Client

from hotline.domain.balances import Balance
from hotline.domain.errors import DeliveryError, HotlineError
from hotline.domain.money import to_micros
from hotline.gateways.sms import Account
from hotline.gateways.twilio_errors import translated_errors

# Twilio's answers for what does not exist: HTTP status, or error code.
_NONE = ("404", "20404")


class TwilioAccount:
    """Reads the account."""

    def __init__(self, client: Client) -> None:
        self._client = client

    def read_account(self) -> Account:
        """One request. Raises DeliveryError."""
        with translated_errors():
            answer = self._client.api.v2010.accounts(self._client.account_sid)
            found = answer.fetch_with_http_info()
            account = found.data
            return Account(
                status=str(account.status)[:20],
                is_trial=str(account.type).lower() == "trial",
                is_part=account.owner_account_sid not in (None, account.sid),
                answered_at=_moment(found.headers),
            )

    def read_balance(self) -> Balance | None:
        """One request. None if there is none, or it cannot be read. Raises DeliveryError."""
        try:
            with translated_errors():
                found = self._client.api.v2010.account.balance.fetch()
        except DeliveryError as error:
            if error.code in _NONE:
                return None
            raise
        try:
            micros = _signed_micros(str(found.balance))
        except HotlineError:
            return None
        return Balance(micros, str(found.currency).upper()) if found.currency else None

    def open_countries(self) -> frozenset[str] | None:
        """One request. None if Twilio does not say. Raises DeliveryError."""
        with translated_errors():
            found = self._client.accounts.v1.messaging_geopermissions.fetch()
        rows = [one for one in _rows(found.permissions) if isinstance(one.get("enabled"), bool)]
        if not rows:
            return None
        return frozenset(str(one.get("country_code")) for one in rows if one["enabled"])


def _signed_micros(amount: str) -> int:
    """The amount in micros. The balance may be a little below zero."""
    return -to_micros(amount[1:]) if amount.startswith("-") else to_micros(amount)


def _rows(found: object) -> list[dict[str, Any]]:
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def _moment(headers: Any) -> datetime | None:
    try:
        return parsedate_to_datetime(str(headers["Date"])).astimezone(UTC)
    except (KeyError, TypeError, ValueError):
        return None
