"""`POST Messages`: Twilio's checks, scripted faults, and what happens to a message later."""

import re
import time
from collections.abc import Mapping
from urllib.parse import urlsplit

from flask import Response, jsonify

from simulator.faults import Fault
from simulator.phone.billing import charge
from simulator.phone.carrier import report_status
from simulator.phone.network import Message, PhoneNetwork, utc_now
from simulator.phone.payloads import error_json, message_json
from simulator.serving import cut_connection

Answer = tuple[Response, int]

_CODES = {
    20003: (401, "Authenticate"),
    20429: (429, "Too many requests"),
    20500: (500, "An internal server error has occurred"),
    21211: (400, "Invalid 'To' Phone Number"),
    21408: (400, "Permission to send an SMS has not been enabled for the region"),
    21212: (400, "Invalid 'From' Phone Number"),
    21265: (400, "'To' number cannot be a Short Code"),
    21266: (400, "'To' and 'From' number cannot be the same"),
    21603: (400, "A 'From' phone number is required"),
    21609: (400, "Invalid 'StatusCallback' URL"),
    21602: (400, "Message body is required"),
    21604: (400, "A 'To' phone number is required"),
    21606: (400, "The 'From' phone number is not a valid, SMS-capable number of this account"),
    21610: (400, "Attempt to send to unsubscribed recipient"),
    21614: (400, "'To' number is not a valid mobile number"),
    21617: (400, "The concatenated message body exceeds the 1600 character limit"),
}
_E164 = re.compile(r"\+[1-9][0-9]{6,14}")
_SHORT_CODE = re.compile(r"[0-9]{3,6}")
_LETTERS = re.compile(r"(?=.*[A-Za-z])[A-Za-z0-9 ]{1,11}")


def error_answer(code: int, *, retry_after: object = None) -> Answer:
    """An error answer in Twilio's words; `retry_after`: seconds, for a header."""
    status, text = _CODES[code]
    answer = jsonify(error_json(code, text, status))
    if retry_after is not None:
        answer.headers["Retry-After"] = str(retry_after)
    return answer, status


def fail_reading(network: PhoneNetwork, way: str) -> Answer | None:
    """The answer of a fault that is scripted for this way of reading; None: no fault."""
    return _fault_before(network.faults.take(way, only_named=True))


def create_message(network: PhoneNetwork, form: Mapping[str, str]) -> Answer:
    """Create a message, unless a check or a scripted fault refuses it."""
    fault = network.faults.take("create", form.get("To", ""))
    before = _fault_before(fault)
    if before is not None:
        return before
    problem = _problem(network, form)
    if problem is not None:
        return error_answer(problem)
    message = network.add_message(_message_from(form))
    _go_on(network, message, fault)
    return _fault_after(fault) or (
        jsonify(message_json(message, network.account_sid, network.currency)),
        201,
    )


def _problem(network: PhoneNetwork, form: Mapping[str, str]) -> int | None:
    to, body = form.get("To", ""), form.get("Body", "")
    sender = form.get("From") or form.get("MessagingServiceSid", "")
    is_number = sender.startswith("+")
    problems = (
        (not to, 21604),
        (_SHORT_CODE.fullmatch(to), 21265),
        (not _E164.fullmatch(to), 21211),
        (not body, 21602),
        (len(body) > 1600, 21617),
        (not sender, 21603),
        (sender == to, 21266),
        (is_number and sender not in network.lines, 21606),
        (not is_number and not sender.startswith("MG") and not _LETTERS.fullmatch(sender), 21212),
        (not _is_callback(form.get("StatusCallback", "")), 21609),
        ((sender, to) in network.opted_out, 21610),
    )
    return next((code for is_wrong, code in problems if is_wrong), None)


def _is_callback(url: str) -> bool:
    host = urlsplit(url).hostname or ""
    return not url or (url.startswith(("http://", "https://")) and "_" not in host)


def _message_from(form: Mapping[str, str]) -> Message:
    service = form.get("MessagingServiceSid")
    return Message(
        sender=form.get("From", ""),
        to=form["To"],
        body=form["Body"],
        direction="outbound-api",
        status="accepted" if service else "queued",
        created_at=utc_now(),
        status_callback=form.get("StatusCallback"),
        service_sid=service,
    )


def _fault_before(fault: Fault | None) -> Answer | None:
    """The answer of a fault that comes before the message exists."""
    if fault is None:
        return None
    if fault.kind == "cut_before":
        cut_connection()
        return Response(), 500
    if fault.kind == "hang":
        time.sleep(float(fault.options.get("seconds", 60)))
        cut_connection()
        return Response(), 500
    codes = {"429": 20429, "500_before": 20500, "401": 20003}
    if fault.kind in codes:
        return error_answer(codes[fault.kind], retry_after=fault.options.get("retry_after"))
    return error_answer(int(fault.kind)) if fault.kind.isdecimal() else None


def _fault_after(fault: Fault | None) -> Answer | None:
    """The answer of a fault that comes after the message exists."""
    if fault is None:
        return None
    if fault.kind == "500_after":
        return error_answer(20500)
    if fault.kind == "cut_after":
        cut_connection()
        return Response(), 500
    if fault.kind == "hang_after":
        time.sleep(float(fault.options.get("seconds", 60)))
        cut_connection()
        return Response(), 500
    if fault.kind == "late":
        time.sleep(float(fault.options.get("seconds", 5)))
    if fault.kind == "broken_body":
        return Response('{"sid": "SM', mimetype="application/json"), 201
    return None


def _go_on(network: PhoneNetwork, message: Message, fault: Fault | None) -> None:
    timing, later = network.timing, network.delayed_callbacks.later
    if fault is not None and fault.options.get("silent"):
        message.status_callback = None
    if fault is not None and fault.kind in ("failed", "undelivered"):
        if fault.kind == "undelivered":
            # It reached the carrier, so it is charged in full.
            later(timing.sent, lambda: report_status(network, message, "sent"))
            later(timing.priced, lambda: _set_price(network, message))
        later(timing.delivered, lambda: _end_badly(network, message, fault))
        return
    later(timing.sent, lambda: report_status(network, message, "sent"))
    later(timing.delivered, lambda: report_status(network, message, "delivered"))
    later(timing.priced, lambda: _set_price(network, message))


def _end_badly(network: PhoneNetwork, message: Message, fault: Fault) -> None:
    message.error_code = int(fault.options.get("code", 30003))
    if fault.kind == "failed":
        message.price = "-0.00100"
    report_status(network, message, fault.kind)


def _set_price(network: PhoneNetwork, message: Message) -> None:
    country = next((iso for code, iso in _PREFIXES if message.to.startswith(code)), "FR")
    listed = network.prices.get(country, "0.08")
    message.price = charge(listed, message.segments, surcharge=network.surcharge)


_PREFIXES = (("+33", "FR"), ("+32", "BE"), ("+41", "CH"), ("+352", "LU"), ("+377", "MC"),
             ("+44", "GB"), ("+1", "US"))  # fmt: skip
