"""Webhooks are announced, signed and retried as Twilio does; bad answers cost what they cost."""

from dataclasses import dataclass, field

import pytest
from flask import Flask, request
from twilio.request_validator import RequestValidator

from simulator.phone.carrier import bring_call, bring_text
from simulator.serving import Served, cut_connection, free_port
from tests.support.cast import AUTH_TOKEN, HIM, LINE


@dataclass
class Webhook:
    """A webhook that answers as it is told."""

    answers: list = field(default_factory=list)
    seen: list = field(default_factory=list)


@pytest.fixture
def webhook():
    return Webhook()


@pytest.fixture
def webhook_url(webhook):
    app = Flask("webhook under test")

    @app.post("/<path:path>")
    def take(path):
        webhook.seen.append((request.url, request.form.to_dict(), dict(request.headers)))
        answer = webhook.answers.pop(0) if webhook.answers else ("<Response/>", 200)
        if answer == "cut":
            cut_connection()
            return ""
        body, status, *kind = answer
        return body, status, {"Content-Type": kind[0] if kind else "text/xml"}

    server = Served(app).start()
    yield server.url
    server.stop()


def test_a_text_is_announced_signed_with_its_empty_fields(phone, webhook, webhook_url):
    phone.lines[LINE].sms_url = f"{webhook_url}/sms?x=%C3%A9#rc=2&rp=5xx"
    _, answer = bring_text(phone, HIM, LINE, "ça va ?")

    ((_, form, headers),) = webhook.seen
    assert answer.status == 200
    assert form["Body"] == "ça va ?"
    assert form["FromCity"] == ""
    assert form["NumSegments"] == "1"
    signed_url = f"{webhook_url}/sms?x=%C3%A9"
    assert RequestValidator(AUTH_TOKEN).validate(signed_url, form, headers["X-Twilio-Signature"])
    assert len(headers["I-Twilio-Idempotency-Token"]) == 32


def test_by_default_a_5xx_is_not_tried_again(phone, webhook, webhook_url):
    phone.lines[LINE].sms_url = f"{webhook_url}/sms"
    webhook.answers = [("", 503)]

    assert bring_text(phone, HIM, LINE, "x")[1].status == 503
    assert len(webhook.seen) == 1


def test_overrides_make_it_try_again_with_the_same_sid(phone, webhook, webhook_url):
    phone.lines[LINE].sms_url = f"{webhook_url}/sms#rc=3&rp=5xx,ct"
    webhook.answers = [("", 503), ("", 500), ("<Response/>", 200)]

    _, answer = bring_text(phone, HIM, LINE, "x")

    assert (answer.status, answer.tries) == (200, 3)
    assert len({form["MessageSid"] for _, form, _ in webhook.seen}) == 1


def test_nobody_listening_is_tried_once_more_then_the_fallback(phone, webhook, webhook_url):
    phone.lines[LINE].sms_url = f"http://127.0.0.1:{free_port()}/sms"
    phone.lines[LINE].sms_fallback_url = f"{webhook_url}/fallback"

    assert bring_text(phone, HIM, LINE, "x")[1].status == 200
    assert webhook.seen[0][0].endswith("/fallback")


def test_a_line_that_is_cut_in_mid_request_is_not_tried_again_by_default(
    phone, webhook, webhook_url
):
    phone.lines[LINE].sms_url = f"{webhook_url}/sms"
    webhook.answers = ["cut"]

    assert bring_text(phone, HIM, LINE, "x")[1].status == 0
    assert len(webhook.seen) == 1


def test_without_an_address_nothing_is_announced_kept_or_billed(phone):
    phone.lines[LINE].sms_url = phone.lines[LINE].voice_url = ""
    bring_text(phone, HIM, LINE, "x")
    call, _ = bring_call(phone, HIM, LINE)

    assert (phone.messages, phone.calls, call.billed) == ([], [], False)


def test_a_plain_text_answer_is_texted_to_the_sender(phone, webhook, webhook_url):
    phone.lines[LINE].sms_url = f"{webhook_url}/sms"
    webhook.answers = [("Internal error", 200, "text/plain")]
    bring_text(phone, HIM, LINE, "x")

    assert [message.body for message in phone.replies_to(HIM)] == ["Internal error"]


@pytest.mark.parametrize(
    ("body", "status", "billed"),
    [
        ('<Response><Reject reason="busy"/></Response>', "busy", False),
        ("<Response><Reject/></Response>", "no-answer", False),
        ("<Response/>", "completed", True),
        ("<Response><Hangup/></Response>", "completed", True),
        ("oops", "completed", True),
    ],
)
def test_only_a_rejection_as_the_first_verb_is_free(
    phone, webhook, webhook_url, body, status, billed
):
    phone.lines[LINE].voice_url = f"{webhook_url}/voice"
    webhook.answers = [(body, 200)]

    call, _ = bring_call(phone, HIM, LINE)

    assert (call.status, call.billed) == (status, billed)
