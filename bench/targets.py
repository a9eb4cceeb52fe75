"""What is served by others than our own server: our routes, a bare one, a tutorial's code."""

import os
from datetime import timedelta

from flask import Flask, Response, request
from redis import Redis
from rq import Queue
from twilio.request_validator import RequestValidator

from hotline.wiring import wire_from_environment
from webhook.app import create_app

_EMPTY = '<?xml version="1.0" encoding="UTF-8"?><Response/>'


def _signed_app() -> Flask:
    app = Flask("bench")
    validator = RequestValidator(os.environ["TWILIO_AUTH_TOKEN"])

    @app.before_request
    def check() -> Response | None:
        url = os.environ["PUBLIC_URL"] + request.path
        signature = request.headers.get("X-Twilio-Signature", "")
        if validator.validate(url, request.form, signature):
            return None
        return Response(status=403)

    return app


def bare() -> Flask:
    """Checks the signature and stores nothing."""
    app = _signed_app()

    @app.post("/twilio/sms")
    def sms() -> Response:
        return Response(_EMPTY, mimetype="text/xml")

    return app


def tutorial() -> Flask:
    """Checks the signature and puts the delayed reply into Redis: if that is wiped, it is lost."""
    app = _signed_app()
    queue = Queue("tutorial", connection=Redis.from_url(os.environ["REDIS_URL"]))

    @app.post("/twilio/sms")
    def sms() -> Response:
        queue.enqueue_in(timedelta(hours=1), "tutorial.send", request.form["From"])
        return Response(_EMPTY, mimetype="text/xml")

    return app


def hotline() -> Flask:
    """Our own routes, without the door before them: each request has a thread."""
    return create_app(wire_from_environment("web", pool_size=2))
