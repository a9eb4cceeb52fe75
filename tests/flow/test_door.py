"""The door of the web that really runs: nobody holds it open, and a kill loses nothing."""

import secrets
import threading
import time
from contextlib import ExitStack

import pytest
from sqlalchemy import text

from tests.support.bots import wait_for
from tests.support.cast import ACCOUNT_SID
from tests.support.inbounds import one, rows
from tests.support.light_client import FORGED, ask, connect, head, signed_request, status_of
from tests.support.webhooks import sms_form


def port_of(hot):
    return int(hot.environment["PORT"])


def text_of(hot, number=None):
    number = number or f"+336{secrets.randbelow(10**8):08d}"
    return signed_request(f"{hot.web_url}/twilio/sms", sms_form(From=number))


def test_strangers_who_send_slowly_or_nothing_keep_nobody_out(hot):
    hot.start_web()
    port = port_of(hot)
    with ExitStack() as stack:
        held = [stack.enter_context(connect(port)) for _ in range(1_000)]
        for number, each in enumerate(held):
            # Silent; half a header; an unsigned body; a signed one: the last three never end.
            beginnings = (b"", b"POST /twil", head(length=900) + b"a=",
                          head(length=900, signature=FORGED) + b"a=")  # fmt: skip
            each.sendall(beginnings[number % 4])
        for _ in range(20):
            assert ask(port, text_of(hot)) == 200
        assert ask(port, b"GET /healthz HTTP/1.1\r\nHost: here\r\n\r\n") == 200
        # Refused at once, unread; and the signed one when its five seconds are over.
        assert status_of(held[2]) == 403
        assert status_of(held[3]) == 408
    assert one(hot.database, "SELECT count(*) FROM inbounds") == 20


def test_reports_that_wait_for_a_locked_reply_keep_no_text_waiting(hot):
    hot.start_web()
    port = port_of(hot)
    for _ in range(12):
        assert ask(port, text_of(hot)) == 200
    reports = [
        signed_request(
            f"{hot.web_url}/twilio/status?r={number}",
            {"AccountSid": ACCOUNT_SID, "MessageSid": f"SM{number:032x}", "MessageStatus": "sent"},
        )
        for number in range(1, 13)
    ]
    with hot.database.transaction() as connection, ExitStack() as stack:
        connection.execute(text("SELECT 1 FROM replies FOR UPDATE"))
        for report in reports:
            stack.enter_context(connect(port)).sendall(report)
        for _ in range(30):
            assert ask(port, text_of(hot)) == 200


@pytest.mark.parametrize(
    ("request_head", "status"),
    [
        pytest.param(head(length=70_000, signature=FORGED), 413, id="too long"),
        pytest.param(head(length=5, signature=FORGED, kind="text/plain"), 415, id="another type"),
        pytest.param(head(length=5), 403, id="no signature"),
        pytest.param(head(length=None), 403, id="no signature, in chunks"),
    ],
)
def test_what_cannot_be_signed_is_answered_before_its_body_comes(hot, request_head, status):
    hot.start_web()
    assert ask(port_of(hot), request_head) == status


def test_a_body_in_chunks_is_taken_up_to_its_limit(hot):
    hot.start_web()
    whole = text_of(hot)
    headers, body = whole.split(b"\r\n\r\n", 1)
    lines = [line for line in headers.split(b"\r\n") if not line.startswith(b"Content-Length")]
    headers = b"\r\n".join([*lines, b"Transfer-Encoding: chunked"]) + b"\r\n\r\n"
    parts = [body[start : start + 50] for start in range(0, len(body), 50)]
    chunks = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in parts)
    assert ask(port_of(hot), headers + chunks + b"0\r\n\r\n") == 200

    endless = b"2000\r\n" + b"a" * 0x2000 + b"\r\n"
    with connect(port_of(hot)) as connection:
        connection.sendall(head(length=None, signature=FORGED) + endless * 9)
        assert status_of(connection) == 413


class Crowd:
    """Senders who text as fast as they are answered, each with a number of its own."""

    def __init__(self, hot, count):
        self.hot, self.port = hot, port_of(hot)
        self.answered, self.refused, self.unanswered = [], [], []
        self.over = threading.Event()
        self.threads = [threading.Thread(target=self._send) for _ in range(count)]
        for each in self.threads:
            each.start()

    def _send(self):
        while not self.over.is_set():
            form = sms_form(From=f"+336{secrets.randbelow(10**8):08d}")
            status = ask(self.port, signed_request(f"{self.hot.web_url}/twilio/sms", form))
            found = {200: self.answered, None: self.unanswered}.get(status, self.refused)
            found.append(form)
            if status != 200:
                time.sleep(0.02)

    def end(self):
        self.over.set()
        for each in self.threads:
            each.join(timeout=30)


def send_again(hot, forms):
    """As Twilio does with what nobody answered."""
    url = f"{hot.web_url}/twilio/sms"
    for form in forms:
        assert ask(port_of(hot), signed_request(url, form)) == 200


def assert_nothing_lost_or_doubled(hot, forms):
    sids = {form["MessageSid"] for form in forms}
    kept = {sid for (sid,) in rows(hot.database, "SELECT provider_sid FROM inbounds")}
    assert sids <= kept
    owed = one(hot.database, "SELECT count(*) FROM inbounds WHERE reason IS NULL")
    assert one(hot.database, "SELECT count(*) FROM replies") == owed > 0.8 * len(kept)
    assert one(hot.database, "SELECT sum(texts) FROM senders") == len(kept)


def test_a_web_killed_under_full_load_loses_and_doubles_nothing_it_answered(hot):
    answered, again = [], []
    for _ in range(3):
        web = hot.start_web()
        crowd = Crowd(hot, 12)
        wait_for(lambda crowd=crowd: len(crowd.answered) > 300, seconds=30)
        web.kill()
        crowd.end()
        answered += crowd.answered
        again += crowd.unanswered + crowd.refused
    assert_nothing_lost_or_doubled(hot, answered)

    hot.start_web()
    send_again(hot, again)
    assert_nothing_lost_or_doubled(hot, answered + again)


def test_a_web_that_is_stopped_under_full_load_answers_what_it_has_begun(hot):
    web = hot.start_web()
    crowd = Crowd(hot, 12)
    wait_for(lambda: len(crowd.answered) > 300, seconds=30)
    assert web.stop() == 0
    crowd.end()

    assert_nothing_lost_or_doubled(hot, crowd.answered)
    assert crowd.refused == []
