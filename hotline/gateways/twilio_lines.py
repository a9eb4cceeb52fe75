"""Our lines at Twilio: what they can do, and where their texts and calls are announced.

A text that Twilio announces nowhere costs nothing (help articles 223181528, 223135287). So to clear
the address is the only way to limit the cost of incoming texts.
"""

from typing import Any

from twilio.rest import Client

from hotline.domain.errors import DeliveryError, Outcome
from hotline.domain.line_webhooks import Address, LineState
from hotline.gateways.twilio_errors import translated_errors


class TwilioLines:
    """Reads and changes one line."""

    def __init__(self, client: Client) -> None:
        self._client = client

    def read_line(self, line: str) -> LineState | None:
        """The line as it is now; None: it is not the account's. Raises DeliveryError."""
        found = self._look_for(line)
        if found is None:
            return None
        can = found.capabilities if isinstance(found.capabilities, dict) else {}
        calls = Address(
            found.voice_url or "",
            found.voice_fallback_url or "",
            found.voice_method or "POST",
        )
        return LineState(
            can_text=bool(can.get("sms")),
            can_call=bool(can.get("voice")),
            texts=_texts(found),
            calls=calls,
            # If one of these is set, Twilio ignores the line's own address.
            texts_by="application" if found.sms_application_sid else "",
            calls_by=_in_the_way_of_calls(found),
        )

    def read_address(self, line: str) -> Address:
        """Where its texts are announced now.

        Raises DeliveryError, with `line_not_found` if the line is not the account's and
        `line_has_application` if an application overrides its address.
        """
        return _texts(self._find(line))

    def change_address(self, line: str, texts: Address, *, calls: Address | None = None) -> None:
        """Change the addresses, and check the answer. Raises DeliveryError as `read_address`.

        With `address_not_taken` if Twilio answers other addresses than we set.
        """
        found = self._find(line)
        values = {
            "sms_url": texts.url,
            "sms_fallback_url": texts.fallback_url,
            "sms_method": "POST",
            "sms_fallback_method": "POST",
        }
        if calls is not None:
            values |= {
                "voice_url": calls.url,
                "voice_fallback_url": calls.fallback_url,
                "voice_method": "POST",
                "voice_fallback_method": "POST",
            }
        with translated_errors():
            changed = self._client.incoming_phone_numbers(found.sid).update(**values)
        now = [(changed.sms_url or "", changed.sms_fallback_url or "")]
        wanted = [(texts.url, texts.fallback_url)]
        if calls is not None:
            now.append((changed.voice_url or "", changed.voice_fallback_url or ""))
            wanted.append((calls.url, calls.fallback_url))
        if now != wanted:
            raise DeliveryError(Outcome.UNKNOWN, "address_not_taken")

    def _find(self, line: str) -> Any:
        found = self._look_for(line)
        if found is None:
            raise DeliveryError(Outcome.PERMANENT, "line_not_found")
        if found.sms_application_sid:
            raise DeliveryError(Outcome.PERMANENT, "line_has_application")
        return found

    def _look_for(self, line: str) -> Any:
        with translated_errors():
            listed = self._client.incoming_phone_numbers.list(phone_number=line, page_size=50)
        # Twilio treats the number as a pattern, so other lines may match.
        return next((one for one in listed if one.phone_number == line), None)


def _texts(found: Any) -> Address:
    return Address(
        found.sms_url or "",
        found.sms_fallback_url or "",
        found.sms_method or "POST",
        found.sms_fallback_method or "POST",
    )


def _in_the_way_of_calls(found: Any) -> str:
    if found.trunk_sid:
        return "trunk"
    return "application" if found.voice_application_sid else ""
