"""The Flask application. Each server process makes its own."""

import logging

from flask import Flask, Response
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import HTTPException, ServiceUnavailable

from hotline.store.database import UNAVAILABLE
from hotline.store.sessions.admission import StoreRefusedError
from hotline.store.settings import NotSetUpError
from hotline.wiring import Hotline
from webhook.answers import xml_answer
from webhook.health import health_routes
from webhook.twilio import twilio_routes

log = logging.getLogger(__name__)

# Twilio's largest request is about 10 kB: 1600 characters, percent-encoded, and geography.
_MAX_BYTES = 64 * 1024


def create_app(hotline: Hotline) -> Flask:
    """The application over `hotline`. It keeps no session and sets no cookie."""
    app = Flask("webhook", static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = _MAX_BYTES
    app.config["MAX_FORM_MEMORY_SIZE"] = _MAX_BYTES
    app.register_blueprint(twilio_routes(hotline))
    app.register_blueprint(health_routes(hotline))
    app.register_error_handler(HTTPException, _plain)
    app.register_error_handler(NotSetUpError, _unavailable)
    app.register_error_handler(SQLAlchemyError, _unavailable)
    app.register_error_handler(StoreRefusedError, _unavailable)
    return app


def _plain(error: HTTPException) -> Response:
    answer = xml_answer("", status=error.code or 500)
    for name, value in error.get_headers():
        if name == "Allow":
            answer.headers["Allow"] = value
    return answer


def _unavailable(error: Exception) -> Response:
    if not isinstance(error, (*UNAVAILABLE, NotSetUpError)):
        log.error("the store refused an inbound: %s", type(error).__name__)
    # Answer at once, so that Twilio's retry or fallback takes over.
    return _plain(ServiceUnavailable())
