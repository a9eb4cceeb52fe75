"""Our lines at Twilio: where their texts are announced.

A text that Twilio announces to nobody costs nothing (help articles 223181528, 223135287): clearing
the address is the only brake on what comes in.
"""

from typing import Any

from twilio.rest import Client

from hotline.domain.errors import DeliveryError, Outcome
from hotline.gateways.sms import TextAddress
from hotline.gateways.twilio_errors import translated_errors


class TwilioLines:
    """Reads and changes the address of one line."""

    def __init__(self, client: Client) -> None:
        self._client = client

    def read_address(self, line: str) -> TextAddress:
        """As it is now. Raises DeliveryError, also for a line that is not the account's."""
        found = self._find(line)
        return TextAddress(found.sms_url or "", found.sms_fallback_url or "")

    def change_address(self, line: str, address: TextAddress) -> None:
        """Change it, and make sure that Twilio has it so. Raises DeliveryError."""
        found = self._find(line)
        with translated_errors():
            changed = self._client.incoming_phone_numbers(found.sid).update(
                sms_url=address.url,
                sms_fallback_url=address.fallback_url,
                sms_method="POST",
            )
        if (changed.sms_url or "") != address.url:
            raise DeliveryError(Outcome.UNKNOWN, "address_not_taken")

    def _find(self, line: str) -> Any:
        with translated_errors():
            listed = self._client.incoming_phone_numbers.list(phone_number=line, page_size=50)
        # Twilio takes the number for a pattern.
        found = [one for one in listed if one.phone_number == line]
        if not found:
            raise DeliveryError(Outcome.PERMANENT, "line_not_found")
        # An application decides then, and the number's own address is not looked at.
        if found[0].sms_application_sid:
            raise DeliveryError(Outcome.PERMANENT, "line_has_application")
        return found[0]
