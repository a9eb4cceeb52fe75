"""The Flask application: every route, for any WSGI server; the door asks it for some of them."""

from concurrent.futures import ThreadPoolExecutor

from flask import Flask, Request, Response, request
from werkzeug.exceptions import HTTPException

from hotline.store.database import Database
from hotline.wiring import Hotline
from webhook.answers import CONTENT_TYPE, Answer
from webhook.exchange import Later, Post
from webhook.health import health_routes
from webhook.signature import MAX_BYTES, SIGNATURE_HEADER
from webhook.twilio import TwilioWebhook

# For the statuses of messages. They share a connection with the looks at the health.
_THREADS = 1


def create_app(hotline: Hotline, *, intake: Database | None = None) -> Flask:
    """The application over `hotline`. It keeps no session and sets no cookie.

    `intake`: with a connection that only texts and calls use; None: the one of `hotline`.
    """
    app = Flask("webhook", static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = MAX_BYTES
    twilio = TwilioWebhook(
        hotline,
        ThreadPoolExecutor(_THREADS, thread_name_prefix="status"),
        intake or hotline.database,
    )
    app.extensions["twilio"] = twilio

    def signed() -> Response:
        answer = twilio.answer(_post(request))
        return _response(answer.wait() if isinstance(answer, Later) else answer)

    for path in twilio.paths:
        app.add_url_rule(path, path, signed, methods=["POST"])
    app.register_blueprint(health_routes(hotline, twilio))
    app.register_error_handler(HTTPException, _plain)
    return app


def twilio_webhook_of(app: Flask) -> TwilioWebhook:
    """What answers Twilio in `app`, without Flask between."""
    found: TwilioWebhook = app.extensions["twilio"]
    return found


def _post(request: Request) -> Post:
    return Post(
        path=request.path,
        query=request.query_string.decode("latin-1"),
        content_type=request.content_type or "",
        signature=request.headers.get(SIGNATURE_HEADER, ""),
        body=request.get_data(),
    )


def _response(answer: Answer) -> Response:
    return Response(answer.body, status=answer.status, content_type=CONTENT_TYPE)


def _plain(error: HTTPException) -> Response:
    answer = _response(Answer(error.code or 500))
    for name, value in error.get_headers():
        if name == "Allow":
            answer.headers["Allow"] = value
    return answer
