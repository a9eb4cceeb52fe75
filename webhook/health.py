"""`GET /healthz`: which parts are alive. 503 only if inbounds could not be kept."""

from flask import Blueprint, Response, jsonify
from sqlalchemy.exc import ProgrammingError

from hotline.domain.health import PartHealth
from hotline.store.database import UNAVAILABLE
from hotline.store.sessions.admission import StoreRefusedError
from hotline.store.settings import NotSetUpError
from hotline.usecases.checkups.check_health import check_health
from hotline.wiring import Hotline, utc_now


def health_routes(hotline: Hotline) -> Blueprint:
    """One unsigned route. It shows no secrets and no traffic figures."""
    routes = Blueprint("health", __name__)

    @routes.get("/healthz")
    def healthz() -> tuple[Response, int]:
        try:
            parts = check_health(database=hotline.database, now=utc_now())
        except UNAVAILABLE:
            return _unhealthy("away")
        except StoreRefusedError:
            return _unhealthy("refused")
        except (NotSetUpError, ProgrammingError):
            # No settings, or no tables: `python -m hotline migrate` has not run.
            return _unhealthy("not set up")
        found = {part.name: _describe(part) for part in parts}
        return jsonify(
            {"status": "ok", "postgresql": {"alive": True, "age_seconds": 0.0}, **found}
        ), 200

    return routes


def _unhealthy(state: str) -> tuple[Response, int]:
    return jsonify({"status": state, "postgresql": {"alive": False}}), 503


def _describe(part: PartHealth) -> dict[str, object]:
    age = None if part.age is None else round(part.age.total_seconds(), 1)
    return {"alive": part.is_alive, "age_seconds": age}
