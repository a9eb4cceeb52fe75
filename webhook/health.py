"""`GET /healthz`: whether inbounds can be kept. `GET /healthz/all`: which parts are alive.

Strangers learn only yes or no. Whoever has the metrics token learns the rest.
"""

import hmac
import threading
import time

from flask import Blueprint, Response, jsonify, request
from sqlalchemy.exc import ProgrammingError
from werkzeug.exceptions import NotFound

from hotline.domain.health import PartHealth
from hotline.store.database import UNAVAILABLE, Database
from hotline.store.sessions.admission import StoreRefusedError
from hotline.store.settings import NotSetUpError
from hotline.usecases.checkups.check_health import check_health
from hotline.wiring import Hotline, utc_now
from webhook.twilio import TwilioWebhook

# One look answers all who ask meanwhile: strangers may ask as often as they like.
_LOOK_LASTS_SECONDS = 1.0
# (why nothing can be kept, or None; the parts, none where PostgreSQL did not show them)
Health = tuple[str | None, list[PartHealth]]


def health_routes(hotline: Hotline, twilio: TwilioWebhook) -> Blueprint:
    """The two unsigned routes. They show no secrets and no traffic figures."""
    routes = Blueprint("health", __name__)
    looks = _Looks(hotline.database, twilio)
    token = hotline.settings.metrics_token

    @routes.get("/healthz")
    def healthz() -> Response:
        return _in_short(looks.latest())

    @routes.get("/healthz/all")
    def healthz_all() -> Response:
        given = request.headers.get("Authorization", "")
        if token is None or not hmac.compare_digest(given.encode(), f"Bearer {token}".encode()):
            raise NotFound
        return _in_full(looks.latest())

    return routes


class _Looks:
    """The latest look at the health, at most a second old. One thread looks, the others wait."""

    def __init__(self, database: Database, twilio: TwilioWebhook) -> None:
        self._database = database
        self._twilio = twilio
        self._lock = threading.Lock()
        self._until = 0.0
        self._latest: Health = (None, [])

    def latest(self) -> Health:
        with self._lock:
            if time.monotonic() >= self._until:
                self._latest = _look(self._database, self._twilio)
                self._until = time.monotonic() + _LOOK_LASTS_SECONDS
            return self._latest


def _look(database: Database, twilio: TwilioWebhook) -> Health:
    try:
        parts = check_health(database=database, now=utc_now())
        return None if twilio.is_well else "the writer fails", parts
    except UNAVAILABLE:
        return "away", []
    except StoreRefusedError:
        return "refused", []
    except (NotSetUpError, ProgrammingError):
        # No settings, or no tables: `python -m hotline migrate` has not run.
        return "not set up", []


def _in_short(health: Health) -> Response:
    problem, _ = health
    return _answer({"status": "unavailable" if problem else "ok"}, is_well=problem is None)


def _in_full(health: Health) -> Response:
    problem, parts = health
    # Whatever else is wrong, the parts were read there.
    postgresql = {"alive": bool(parts), "age_seconds": 0.0 if parts else None}
    found = {part.name: _describe(part) for part in parts}
    is_well = problem is None and all(part.is_alive for part in parts)
    status = problem or ("ok" if is_well else "silent")
    return _answer({"status": status, "postgresql": postgresql, **found}, is_well=is_well)


def _answer(content: dict[str, object], *, is_well: bool) -> Response:
    answer = jsonify(content)
    answer.status_code = 200 if is_well else 503
    return answer


def _describe(part: PartHealth) -> dict[str, object]:
    age = None if part.age is None else round(part.age.total_seconds(), 1)
    return {"alive": part.is_alive, "age_seconds": age}
