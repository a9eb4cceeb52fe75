"""The page's HTTP: its files, a proxy to both networks, and the hotline's live figures.

For development and training, on this machine only: it listens on loopback, and refuses requests
that another site's page has sent.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import requests
from flask import Flask, Response, abort, request, send_from_directory
from redis.exceptions import RedisError
from werkzeug.exceptions import HTTPException

from simulator.page.drill import SPEEDS
from simulator.page.live import follow
from simulator.page.stage import Stage
from simulator.page.time_travel import AT_MOST_SECONDS
from simulator.scenarios.catalogue import SCENARIOS
from simulator.serving import guard

_STATIC = Path(__file__).parent / "static"
_MOST_NUMBERS = 6
# The phone network may retry a text, also at the fallback address, before it answers.
_TIMEOUT_SECONDS = 40
_POLICY = "default-src 'self'; img-src 'self' data:; style-src 'self'; frame-ancestors 'none'"


def create_page_app(stage: Stage) -> Flask:
    """The application that serves the page of `stage`."""
    app = Flask("page", static_folder=None)
    app.json.sort_keys = False  # type: ignore[attr-defined]
    guard(app)
    _protect(app, stage)
    _add_files(app, stage)
    _add_networks(app, stage.urls)
    _add_hotline(app, stage)
    _add_drills(app, stage)
    return app


def _protect(app: Flask, stage: Stage) -> None:
    @app.before_request
    def is_fit() -> tuple[dict[str, bool], int] | None:
        if request.method != "GET" and not request.is_json:
            abort(415)
        # Nothing new may start while the box is being emptied.
        if request.method == "POST" and stage.is_emptying:
            return {"done": False}, 503
        return None

    @app.after_request
    def protect(answer: Response) -> Response:
        answer.headers["Content-Security-Policy"] = _POLICY
        answer.headers["X-Content-Type-Options"] = "nosniff"
        answer.headers["Referrer-Policy"] = "no-referrer"
        answer.headers.setdefault("Cache-Control", "no-store")
        return answer

    @app.errorhandler(HTTPException)
    def plain(error: HTTPException) -> tuple[dict[str, str], int]:
        return {"error": error.name}, error.code or 500


def _add_files(app: Flask, stage: Stage) -> None:
    @app.get("/")
    def index() -> Response:
        return send_from_directory(_STATIC, "index.html")

    @app.get("/static/<path:name>")
    def file(name: str) -> Response:
        return send_from_directory(_STATIC, name)

    @app.get("/box")
    def about() -> dict[str, Any]:
        return {
            "may_empty": stage.may_empty,
            "may_play": stage.may_play,
            "scenarios": list(SCENARIOS),
            "speeds": SPEEDS,
            "troubles": stage.fault_injection.offered,
        }


def _add_networks(app: Flask, urls: Mapping[str, str]) -> None:
    """Add the proxy: user actions on the page go over HTTP to the networks, as the terminal's."""

    @app.route("/<any(phone, chat):network>/<path:path>", methods=["GET", "POST"])
    def pass_on(network: str, path: str) -> Response:
        # A resolved `..` would reach the networks' APIs, outside of the user actions under /box.
        if ".." in path:
            abort(404)
        try:
            answer = requests.request(
                request.method,
                f"{urls[network]}/box/{path}",
                params=request.args.to_dict(),
                json=request.get_json() if request.method == "POST" else None,
                timeout=_TIMEOUT_SECONDS,
            )
        except requests.RequestException:
            abort(502)
        kind = answer.headers.get("Content-Type", "application/octet-stream")
        return Response(answer.content, answer.status_code, content_type=kind)


def _add_hotline(app: Flask, stage: Stage) -> None:
    @app.get("/live")
    def live() -> Response:
        numbers = [one for one in request.args.get("numbers", "").split(",") if one][:_MOST_NUMBERS]
        person = request.args.get("person", type=int)
        # When the browser reconnects by itself, it sends the id of the last event that it saw.
        seen = request.headers.get("Last-Event-ID") or request.args.get("after", "0")
        after = int(seen) if seen.isdecimal() else 0
        told = follow(stage, numbers, person=person, after=after)
        return Response(told, mimetype="text/event-stream")

    @app.post("/pass")
    def let_pass() -> dict[str, bool]:
        """Travel in time: by `seconds`, or until the reply to `number` has left."""
        seconds = _span(stage, _told())
        # A running drill moves the clock itself, in step with its texts.
        if seconds is None or not stage.may_play or stage.drill.state()["is_on"]:
            return {"done": False}
        stage.time_travel.let_pass(seconds)
        return {"done": True}

    @app.get("/leaving")
    def leaving() -> dict[str, int]:
        return {"count": stage.figures.count_leaving()}

    @app.post("/empty")
    def empty() -> dict[str, bool]:
        """Empty the box. All data is lost, so the request must say `sure`.

        `is_back`: the bot answers again, which is waited for.
        """
        if _told().get("sure") is not True or not stage.begin_again():
            return {"done": False}
        # Meanwhile people may write: what they say waits for the bot.
        return {"done": True, "is_back": stage.wait_until_back()}


def _add_drills(app: Flask, stage: Stage) -> None:
    @app.post("/drill")
    def drill() -> dict[str, bool]:
        data = _told()
        if data.get("stop"):
            stage.drill.stop()
            return {"done": True}
        if not stage.may_play:
            return {"done": False}
        return {"done": stage.drill.start(str(data.get("name")), data.get("speed"))}

    @app.post("/let-in")
    def let_in() -> dict[str, bool]:
        data = _told()
        try:
            person = int(str(data.get("id")))
            return {"done": stage.team.let_in(person, str(data.get("role")))}
        except ValueError:
            return {"done": False}
        except requests.RequestException:
            abort(502)

    @app.post("/trouble")
    def fault_injection() -> dict[str, bool]:
        data = _told()
        what, is_on = str(data.get("what")), bool(data.get("is_on", True))
        try:
            return {"done": stage.fault_injection.make(what, is_on=is_on)}
        except (requests.RequestException, RedisError):
            abort(502)


def _told() -> dict[str, Any]:
    """The posted JSON object; empty if it is something else."""
    data = request.get_json()
    return data if isinstance(data, dict) else {}


def _span(stage: Stage, data: dict[str, Any]) -> float | None:
    """How many seconds to travel; None: no valid span, or no reply waits."""
    number, seconds = data.get("number"), data.get("seconds")
    if isinstance(number, str):
        left = stage.figures.seconds_left(number)
        # One second more: until it has left, not only until it is due.
        return min(left + 1, AT_MOST_SECONDS) if left else None
    if isinstance(seconds, bool) or not isinstance(seconds, int | float):
        return None
    return float(seconds) if 0 < seconds <= AT_MOST_SECONDS else None
