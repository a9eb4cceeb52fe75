"""Twilio's JSON: messages, calls, numbers, prices, errors, pages.

The shapes are those of the published OpenAPI of api v2010 and pricing v1; tests compare them.
"""

from datetime import datetime
from email.utils import format_datetime
from typing import Any
from urllib.parse import urlencode

from simulator.phone.network import INBOUND_PRICE, Account, Call, Line, Message

VERSION = "2010-04-01"
_ERRORS = "https://www.twilio.com/docs/errors"


def _date(moment: datetime | None) -> str | None:
    return None if moment is None else format_datetime(moment)


def message_json(message: Message, account_sid: str, currency: str) -> dict[str, Any]:
    """One message. Numbers are strings, except `error_code`.

    `price` is negative, and None until the message is priced.
    """
    uri = f"/{VERSION}/Accounts/{account_sid}/Messages/{message.sid}"
    return {
        "account_sid": account_sid,
        "api_version": VERSION,
        "body": message.body,
        "date_created": _date(message.created_at),
        "date_sent": _date(message.sent_at),
        "date_updated": _date(message.updated_at or message.created_at),
        "direction": message.direction,
        "error_code": message.error_code,
        "error_message": None,
        "from": message.sender,
        "messaging_service_sid": message.service_sid,
        "num_media": "0",
        "num_segments": str(message.segments),
        "price": message.price,
        "price_unit": currency if message.price else None,
        "sid": message.sid,
        "status": message.status,
        "subresource_uris": {"media": f"{uri}/Media.json"},
        "to": message.to,
        "uri": f"{uri}.json",
    }


def call_json(call: Call, account_sid: str, line: Line | None) -> dict[str, Any]:
    """One call."""
    uri = f"/{VERSION}/Accounts/{account_sid}/Calls/{call.sid}"
    return {
        "account_sid": account_sid,
        "answered_by": None,
        "api_version": VERSION,
        "caller_name": None,
        "date_created": _date(call.started_at),
        "date_updated": _date(call.started_at),
        "direction": "inbound",
        "duration": "0",
        "end_time": _date(call.started_at),
        "forwarded_from": None,
        "from": call.sender,
        "from_formatted": call.sender,
        "group_sid": None,
        "parent_call_sid": None,
        "phone_number_sid": line.sid if line else None,
        "price": None,
        "price_unit": "USD",
        "queue_time": "0",
        "sid": call.sid,
        "start_time": _date(call.started_at),
        "status": call.status,
        "subresource_uris": {},
        "to": call.to,
        "to_formatted": call.to,
        "trunk_sid": None,
        "uri": f"{uri}.json",
    }


def line_json(line: Line, account_sid: str) -> dict[str, Any]:
    """One of our lines."""
    return {
        "account_sid": account_sid,
        "address_requirements": "none",
        "address_sid": None,
        "api_version": VERSION,
        "beta": False,
        "bundle_sid": None,
        "capabilities": {"voice": True, "sms": line.can_text, "mms": False, "fax": False},
        "date_created": "Sat, 01 Aug 2026 10:00:00 +0000",
        "date_updated": "Sat, 01 Aug 2026 10:00:00 +0000",
        "emergency_address_sid": None,
        "emergency_address_status": "unregistered",
        "emergency_status": "Inactive",
        "friendly_name": line.number,
        "identity_sid": None,
        "origin": "twilio",
        "phone_number": line.number,
        "sid": line.sid,
        "sms_application_sid": line.sms_application_sid,
        "sms_fallback_method": line.sms_fallback_method,
        "sms_fallback_url": line.sms_fallback_url,
        "sms_method": line.sms_method,
        "sms_url": line.sms_url,
        "status": "in-use",
        "status_callback": line.status_callback,
        "status_callback_method": "POST",
        "trunk_sid": line.trunk_sid,
        "uri": f"/{VERSION}/Accounts/{account_sid}/IncomingPhoneNumbers/{line.sid}.json",
        "voice_application_sid": None,
        "voice_caller_id_lookup": False,
        "voice_fallback_method": "POST",
        "voice_fallback_url": line.voice_fallback_url,
        "voice_method": line.voice_method,
        "voice_receive_mode": "voice",
        "voice_url": line.voice_url,
    }


def account_json(account: Account, sid: str, auth_token: str) -> dict[str, Any]:
    """The account itself (twilio.com/docs/iam/api/account)."""
    return {
        "auth_token": auth_token,
        "date_created": "Sat, 01 Aug 2026 10:00:00 +0000",
        "date_updated": "Sat, 01 Aug 2026 10:00:00 +0000",
        "friendly_name": "Anti-relou",
        "owner_account_sid": account.owner_sid or sid,
        "sid": sid,
        "status": account.status,
        "subresource_uris": {"messages": f"/{VERSION}/Accounts/{sid}/Messages.json"},
        "type": account.type,
        "uri": f"/{VERSION}/Accounts/{sid}.json",
    }


def permissions_json(countries: list[str], closed: set[str]) -> dict[str, Any]:
    """The countries to which the account may text, as Twilio's library reads them."""
    return {
        "permissions": [
            {
                "country_code": country,
                "type": "country",
                "enabled": country not in closed,
                "error_code": 0,
                "error_messages": [],
            }
            for country in countries
        ]
    }


def country_json(iso: str, price: str, currency: str, base: str) -> dict[str, Any]:
    """Pricing v1 of one country, with a second, cheaper carrier."""
    cheaper = f"{float(price) * 0.9:.4f}"
    return {
        "country": iso,
        "iso_country": iso,
        "price_unit": currency,
        "url": f"{base}/v1/Messaging/Countries/{iso}",
        "outbound_sms_prices": [
            _carrier("Premier", "01", cheaper),
            _carrier("Second", "02", price),
        ],
        "inbound_sms_prices": [
            {"number_type": "mobile", "base_price": INBOUND_PRICE, "current_price": INBOUND_PRICE}
        ],
    }


def _carrier(name: str, mnc: str, price: str) -> dict[str, Any]:
    return {
        "carrier": name,
        "mcc": "208",
        "mnc": mnc,
        "prices": [{"number_type": "mobile", "base_price": price, "current_price": price}],
    }


def error_json(code: int, message: str, status: int) -> dict[str, Any]:
    """Twilio's error body."""
    return {
        "code": code,
        "message": message,
        "more_info": f"{_ERRORS}/{code}",
        "status": status,
    }


def page_json(
    name: str, rows: list[dict[str, Any]], *, path: str, query: dict[str, str]
) -> dict[str, Any]:
    """One page of a list; Twilio's library follows `next_page_uri`.

    The token names the last row of the page before, so that rows added in between do not shift
    the next page.
    """
    size = min(int(query.get("PageSize", 50)), 1000)
    start = _start_after(rows, query.get("PageToken", "").removeprefix("PA"))
    shown = rows[start : start + size]
    filters = {k: v for k, v in query.items() if k not in ("PageToken", "Page", "PageSize")}

    def uri(first: int) -> str:
        parameters = {**filters, "PageSize": size}
        if first:
            parameters["PageToken"] = "PA" + rows[first - 1]["sid"]
        return f"{path}?{urlencode(parameters)}"

    has_more = start + size < len(rows)
    return {
        name: shown,
        "end": start + max(len(shown) - 1, 0),
        "first_page_uri": uri(0),
        "next_page_uri": uri(start + size) if has_more else None,
        "page": start // size,
        "page_size": size,
        "previous_page_uri": uri(max(start - size, 0)) if start else None,
        "start": start,
        "uri": uri(start),
    }


def _start_after(rows: list[dict[str, Any]], sid: str) -> int:
    return next((n for n, row in enumerate(rows, 1) if row["sid"] == sid), 0)
