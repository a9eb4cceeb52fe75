"""The chat network's HTTP: the Bot API, and under /box the user actions."""

import time
from typing import Any

from flask import Flask, Response, jsonify, request

from simulator.chat.messages import ApiError
from simulator.chat.methods import call_method
from simulator.chat.network import ChatNetwork, Event, Person, Upload
from simulator.chat.user_actions import block, say, tap
from simulator.fault_routes import add_fault_routes
from simulator.faults import Fault
from simulator.serving import cut_connection, guard

Answer = tuple[Response, int]
_REFUSALS = {
    "400": "Bad Request: this is not taken",
    "403": "Forbidden: bot was blocked by the user",
    "404": "Not Found",
}


def create_chat_app(network: ChatNetwork) -> Flask:
    """The application over `network`. Requests and answers are kept for contract tests."""
    app = Flask("chat", static_folder=None)
    app.json.sort_keys = False  # type: ignore[attr-defined]
    _add_api(app, network)
    _add_people(app, network)
    _add_box(app, network)
    add_fault_routes(app, network.faults)
    guard(app, under="/box")
    app.extensions["network"] = network
    return app


def _add_api(app: Flask, network: ChatNetwork) -> None:
    @app.route("/bot<token>/<method>", methods=["GET", "POST"])
    def api(token: str, method: str) -> Answer:
        if token != network.token:
            return _error(ApiError(401, "Unauthorized"))
        parameters = _parameters()
        fault = network.faults.take(method, str(parameters.get("chat_id", "")))
        answer = _fail_before(fault) or _answer(network, method, parameters)
        if fault is not None and fault.kind == "cut_after":
            cut_connection()
        if fault is not None and fault.kind == "late":
            time.sleep(float(fault.options.get("seconds", 10)))
        return answer

    @app.get("/file/bot<token>/files/<file_id>")
    def file(token: str, file_id: str) -> Answer:
        if token != network.token or file_id not in network.files:
            return _error(ApiError(404, "Not Found"))
        return Response(network.files[file_id], mimetype="application/octet-stream"), 200


def _answer(network: ChatNetwork, method: str, parameters: dict[str, Any]) -> Answer:
    try:
        result = call_method(network, method, parameters)
    except ApiError as error:
        answer = _error(error)
    else:
        answer = jsonify({"ok": True, "result": result}), 200
    network.requests.append(
        {"method": method, "parameters": parameters, "answer": answer[0].get_json()}
    )
    return answer


def _error(error: ApiError) -> Answer:
    body: dict[str, Any] = {
        "ok": False,
        "error_code": error.code,
        "description": error.description,
    }
    if error.parameters:
        body["parameters"] = error.parameters
    return jsonify(body), error.code


def _fail_before(fault: Fault | None) -> Answer | None:
    """The answer of a fault in which Telegram does not do what it was asked to."""
    if fault is None:
        return None
    if fault.kind == "429":
        seconds = int(fault.options.get("retry_after", 3))
        text = f"Too Many Requests: retry after {seconds}"
        return _error(ApiError(429, text, retry_after=seconds))
    if fault.kind in _REFUSALS:
        return _error(ApiError(int(fault.kind), _REFUSALS[fault.kind]))
    if fault.kind == "outage":
        return Response("<html>Bad Gateway</html>", status=502, mimetype="text/html"), 502
    if fault.kind == "cut_before":
        cut_connection()
        return Response(), 500
    return None


def _parameters() -> dict[str, Any]:
    files = {name: Upload(file.read(), file.filename) for name, file in request.files.items()}
    body = request.get_json(silent=True) if request.is_json else None
    return {**request.args, **request.form, **(body or {}), **files}


def _add_people(app: Flask, network: ChatNetwork) -> None:
    @app.post("/box/people")
    def people() -> Answer:
        data = request.get_json()
        person = Person(int(data["id"]), data["first_name"], data.get("language_code", "fr"))
        network.people[person.id] = person
        return jsonify({}), 200

    @app.get("/box/people")
    def who() -> Answer:
        found = [{"id": p.id, "first_name": p.first_name} for p in network.people.values()]
        return jsonify(found), 200

    @app.post("/box/say")
    def say_() -> Answer:
        data = request.get_json()
        message = say(network, network.people[int(data["as"])], data["text"])
        return jsonify(message), 200

    @app.post("/box/tap")
    def tap_() -> Answer:
        data = request.get_json()
        person = network.people[int(data["as"])]
        message = network.messages.get((person.id, int(data["message_id"])))
        if message is None:
            return jsonify({"error": "no such message"}), 404
        query_id = tap(network, person, message, data["data"])
        return jsonify({"query_id": query_id}), 200

    @app.post("/box/block")
    def block_() -> Answer:
        block(network, network.people[int(request.get_json()["as"])])
        return jsonify({}), 200


def _add_box(app: Flask, network: ChatNetwork) -> None:
    @app.get("/box/events")
    def events() -> Answer:
        """The chat's events after number `after`; waits up to `timeout` seconds for the first."""
        chat_id, after = int(request.args["chat"]), int(request.args.get("after", 0))
        ends = time.monotonic() + float(request.args.get("timeout", 0))
        with network.changed:
            while True:
                found = [e for e in network.events if e.chat_id == chat_id and e.number > after]
                if found or time.monotonic() >= ends:
                    return jsonify([_event(event) for event in found]), 200
                network.changed.wait(ends - time.monotonic())

    @app.get("/box/unread")
    def unread() -> Answer:
        """How many messages and taps of a person the bot has not confirmed as handled."""
        person = int(request.args["as"])
        with network.changed:
            count = sum(_is_from(person, update) for update in network.updates)
        return jsonify({"count": count}), 200

    @app.get("/box/files/<file_id>")
    def picture(file_id: str) -> Answer:
        """The content of a picture or a document, for a phone to show."""
        if file_id not in network.files:
            return _error(ApiError(404, "Not Found"))
        content = network.files[file_id]
        kind = "image/png" if content.startswith(b"\x89PNG") else "application/octet-stream"
        return Response(content, mimetype=kind), 200

    @app.get("/box/chat")
    def chat() -> Answer:
        """What is under a person's chat: the permanent keyboard, and the menu of commands."""
        person = int(request.args["as"])
        scoped = [v for (scope, _), v in network.commands.items() if scope == f"chat:{person}"]
        typed = network.typing.get(person, 0.0)
        found = {
            "keyboard": network.keyboards.get(person, []),
            "commands": scoped[0] if scoped else [],
            # Telegram shows "typing" for five seconds.
            "is_typing": time.monotonic() - typed < 5,
        }
        return jsonify(found), 200

    @app.post("/box/updates")
    def updates() -> Answer:
        """Queue a raw update, well-formed or not."""
        return jsonify({"update_id": network.add_update(request.get_json())}), 200


def _is_from(person: int, update: dict[str, Any]) -> bool:
    contents = [one for one in update.values() if isinstance(one, dict)]
    return any(one.get("from", {}).get("id") == person for one in contents)


def _event(event: Event) -> dict[str, Any]:
    return {"number": event.number, "kind": event.kind, "message": event.message}
