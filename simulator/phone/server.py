"""The phone network's HTTP: Twilio's API, and under /box the user actions and fault injection."""

from collections.abc import Callable
from datetime import date
from typing import Any

from flask import Flask, Response, jsonify, request

from simulator.fault_routes import add_fault_routes
from simulator.phone import payloads
from simulator.phone.carrier import Announced, bring_call, bring_text
from simulator.phone.network import Line, Message, PhoneNetwork
from simulator.phone.sending import Answer, create_message, error_answer, fail_reading
from simulator.serving import guard

# The name that faults use for each route that reads.
_WAYS_OF_READING = {
    "list_messages": "list",
    "fetch": "fetch",
    "list_calls": "calls",
    "country": "prices",
    "list_lines": "lines",
    "line": "lines",
    "account": "account",
    "balance": "account",
}
_ACCOUNT = "/2010-04-01/Accounts/<account>"


def create_phone_app(network: PhoneNetwork) -> Flask:
    """The application over `network`. Requests and answers are kept for contract tests."""
    app = Flask("phone", static_folder=None)
    app.json.sort_keys = False  # type: ignore[attr-defined]
    _add_api(app, network)
    _add_account(app, network)
    _add_prices(app, network)
    _add_box(app, network)
    add_fault_routes(app, network.faults)
    guard(app, under="/box")
    app.extensions["network"] = network
    _add_checks(app, network)
    return app


def _add_checks(app: Flask, network: PhoneNetwork) -> None:
    @app.before_request
    def authenticate() -> Answer | None:
        given = request.authorization
        if request.path.startswith("/box"):
            return None
        if not given or (given.username, given.password) != (
            network.account_sid,
            network.auth_token,
        ):
            return error_answer(20003)
        way = _WAYS_OF_READING.get(request.endpoint or "")
        return fail_reading(network, way) if way else None

    @app.after_request
    def remember(answer: Response) -> Response:
        if not request.path.startswith("/box"):
            network.requests.append(
                {
                    "method": request.method,
                    "path": request.path,
                    "form": request.form.to_dict(),
                    "query": request.args.to_dict(),
                    "status": answer.status_code,
                    "answer": answer.get_json(silent=True),
                }
            )
        return answer


def _add_api(app: Flask, network: PhoneNetwork) -> None:
    @app.post(f"{_ACCOUNT}/Messages.json")
    def create(account: str) -> Answer:
        return create_message(network, request.form)

    @app.get(f"{_ACCOUNT}/Messages/<sid>.json")
    def fetch(account: str, sid: str) -> Answer:
        message = network.find_message(sid)
        if message is None:
            return _not_found()
        return jsonify(_message(network, message)), 200

    @app.get(f"{_ACCOUNT}/Messages.json")
    def list_messages(account: str) -> Answer:
        with network.lock:
            found = [m for m in reversed(network.messages) if _is_wanted(m, request.args)]
        rows = [_message(network, message) for message in found]
        return _page("messages", rows)

    @app.get(f"{_ACCOUNT}/Calls.json")
    def list_calls(account: str) -> Answer:
        to, status = request.args.get("To"), request.args.get("Status")
        with network.lock:
            calls = [
                c
                for c in reversed(network.calls)
                if to in (None, c.to)
                and status in (None, c.status)
                and _in_days(c.started_at.date(), "StartTime", request.args)
            ]
        rows = [payloads.call_json(c, network.account_sid, network.lines.get(c.to)) for c in calls]
        return _page("calls", rows)

    @app.get(f"{_ACCOUNT}/IncomingPhoneNumbers.json")
    def list_lines(account: str) -> Answer:
        # At Twilio this is a pattern, which a part of a number matches too.
        pattern = request.args.get("PhoneNumber", "").lstrip("+")
        lines = [line for line in network.lines.values() if pattern in line.number]
        rows = [payloads.line_json(line, network.account_sid) for line in lines]
        return _page("incoming_phone_numbers", rows)

    @app.route(f"{_ACCOUNT}/IncomingPhoneNumbers/<sid>.json", methods=["GET", "POST"])
    def line(account: str, sid: str) -> Answer:
        found = next((one for one in network.lines.values() if one.sid == sid), None)
        if found is None:
            return _not_found()
        _change_line(found, request.form)
        return jsonify(payloads.line_json(found, network.account_sid)), 200


def _add_account(app: Flask, network: PhoneNetwork) -> None:
    @app.get(f"{_ACCOUNT}.json", endpoint="account")
    def account_(account: str) -> Answer:
        found = payloads.account_json(network.account, network.account_sid, network.auth_token)
        return jsonify(found), 200

    @app.get(f"{_ACCOUNT}/Balance.json")
    def balance(account: str) -> Answer:
        # A subaccount has no balance of its own.
        if network.account.owner_sid:
            return _not_found()
        # Charges are negative.
        spent = sum(float(message.price or 0) for message in network.messages)
        found = {
            "account_sid": network.account_sid,
            "balance": f"{network.account.balance + spent:.4f}",
            "currency": network.currency,
        }
        return jsonify(found), 200

    @app.get("/v1/Messaging/GeoPermissions")
    def permissions() -> Answer:
        asked = request.args.get("CountryCode")
        countries = [asked] if asked else sorted(network.prices)
        return jsonify(payloads.permissions_json(countries, network.closed_countries)), 200


def _add_prices(app: Flask, network: PhoneNetwork) -> None:
    @app.get("/v1/Messaging/Countries/<iso>")
    def country(iso: str) -> Answer:
        price = network.prices.get(iso)
        if price is None:
            return _not_found()
        base = request.host_url.rstrip("/")
        return jsonify(payloads.country_json(iso, price, network.currency, base)), 200


def _add_box(app: Flask, network: PhoneNetwork) -> None:
    @app.post("/box/text")
    def text() -> Answer:
        data = request.get_json()
        to = data.get("to") or next(iter(network.lines))
        message, answer = bring_text(network, data["from"], to, data["body"], sid=data.get("sid"))
        return jsonify({"sid": message.sid, **_announced(answer)}), 200

    @app.post("/box/call")
    def call() -> Answer:
        data = request.get_json()
        found, answer = bring_call(
            network, data["from"], data.get("to") or next(iter(network.lines))
        )
        status = {"call_status": found.status, "billed": found.billed}
        return jsonify({"sid": found.sid, **status, **_announced(answer)}), 200

    @app.get("/box/thread")
    def thread() -> Answer:
        """What a handset shows: the texts that it sent and got, and its calls, oldest first."""
        return jsonify(network.thread_of(request.args["number"])), 200

    @app.get("/box/received")
    def received() -> Answer:
        messages = network.replies_to(request.args["number"])
        return jsonify([_message(network, message) for message in messages]), 200

    @app.get("/box/tally")
    def tally() -> Answer:
        return jsonify(network.tally()), 200

    @app.get("/box/delivered")
    def delivered() -> Answer:
        """All texts that reached a handset, oldest first."""
        with network.lock:
            found = [m for m in network.messages if m.direction.startswith("outbound")]
        return jsonify([_message(network, m) for m in found if m.status == "delivered"]), 200


def _announced(answer: Announced) -> dict[str, Any]:
    return {
        "status": answer.status,
        "content_type": answer.content_type,
        "body": answer.body,
        "tries": answer.tries,
    }


def _message(network: PhoneNetwork, message: Message) -> dict[str, Any]:
    return payloads.message_json(message, network.account_sid, network.currency)


def _page(name: str, rows: list[dict[str, Any]]) -> Answer:
    query = request.args.to_dict()
    return jsonify(payloads.page_json(name, rows, path=request.path, query=query)), 200


def _not_found() -> Answer:
    body = payloads.error_json(20404, "The requested resource was not found", 404)
    return jsonify(body), 404


def _is_wanted(message: Message, query: Any) -> bool:
    """Twilio's documented filters: To, From, and DateSent by whole days (null while queued)."""
    if query.get("To") not in (None, message.to) or query.get("From") not in (None, message.sender):
        return False
    if not any(name.startswith("DateSent") for name in query):
        return True
    return message.sent_at is not None and _in_days(message.sent_at.date(), "DateSent", query)


def _in_days(day: date, name: str, query: Any) -> bool:
    comparisons: dict[str, Callable[[date, date], bool]] = {
        name: lambda a, b: a == b,
        f"{name}<": lambda a, b: a <= b,
        f"{name}>": lambda a, b: a >= b,
    }
    return all(
        compare(day, date.fromisoformat(query[parameter][:10]))
        for parameter, compare in comparisons.items()
        if parameter in query
    )


def _change_line(line: Line, form: Any) -> None:
    names = {
        "SmsUrl": "sms_url",
        "VoiceUrl": "voice_url",
        "SmsFallbackUrl": "sms_fallback_url",
        "VoiceFallbackUrl": "voice_fallback_url",
        "StatusCallback": "status_callback",
    }
    names |= {"SmsMethod": "sms_method", "VoiceMethod": "voice_method"}
    names |= {"SmsFallbackMethod": "sms_fallback_method"}
    for parameter, attribute in names.items():
        if parameter in form:
            setattr(line, attribute, form[parameter])
