"""The webhook keeps what is signed and well formed, and refuses the rest with a plain 4xx."""

import pytest

from hotline.settings import database_url
from hotline.store.database import Database
from hotline.store.engine import make_engine
from hotline.usecases.replies.send_reply import send_reply
from hotline.wiring import Hotline
from tests.support.cast import ACCOUNT_SID, HIM, LINE
from tests.support.inbounds import one, reply_states, rows
from tests.support.webhooks import call_form, signature, signed, sms_form
from webhook.app import create_app


@pytest.fixture
def client(hotline):
    return create_app(hotline).test_client()


def kept(database) -> int:
    return one(database, "SELECT count(*) FROM inbounds")


def test_a_signed_text_is_kept_and_answered_with_empty_xml(client, database):
    answer = client.post(**signed("/twilio/sms", sms_form()))

    assert (answer.status_code, answer.mimetype) == (200, "text/xml")
    assert answer.text.endswith("<Response/>")
    assert "Set-Cookie" not in answer.headers
    assert reply_states(database) == [("planned", None)]


@pytest.mark.parametrize(
    ("order", "body", "reason"),
    [
        pytest.param("STOP", "Non", "opted_out", id="a word of the service's owner"),
        pytest.param("HELP", "Ayuda", "keyword", id="help"),
        pytest.param("START", "Rejoindre", "keyword", id="start"),
    ],
)
def test_an_order_that_the_provider_heard_is_heard(client, database, order, body, reason):
    client.post(**signed("/twilio/sms", sms_form(Body=body, OptOutType=order)))

    assert reply_states(database) == []
    assert one(database, "SELECT reason FROM inbounds") == reason
    assert (one(database, "SELECT opted_out_at FROM senders") is not None) is (order == "STOP")


@pytest.mark.parametrize(
    ("sender", "line"),
    [
        pytest.param(f"rcs:{HIM}", "rcs:agent_of_ours", id="RCS, by the name of an agent"),
        pytest.param(f"whatsapp:{HIM}", f"whatsapp:{LINE}", id="WhatsApp"),
        pytest.param(f"whatsapp:{HIM}", LINE, id="the line without its channel"),
        pytest.param(HIM, f"rcs:{LINE}", id="the sender without its channel"),
    ],
)
def test_a_stop_by_another_channel_is_heard_for_the_number(client, database, sender, line):
    client.post(**signed("/twilio/sms", sms_form()))
    assert reply_states(database) == [("planned", None)]

    answer = client.post(**signed("/twilio/sms", sms_form(From=sender, To=line, Body="STOP")))

    assert answer.status_code == 200
    assert reply_states(database) == [("dropped", "opted_out")]
    assert one(database, "SELECT count(*) FROM senders WHERE opted_out_at IS NOT NULL") == 1


@pytest.mark.parametrize("line", [f"whatsapp:{LINE}", "rcs:agent_of_ours", "rcs:" + "a" * 500])
def test_a_text_by_another_channel_is_kept_and_nothing_is_sent(client, database, line):
    form = sms_form(From=f"rcs:{HIM}", To=line)

    assert client.post(**signed("/twilio/sms", form)).status_code == 200
    assert rows(database, "SELECT reason FROM inbounds") == [("channel",)]
    assert reply_states(database) == []
    assert one(database, "SELECT count(*) FROM senders") == 1


@pytest.mark.parametrize("line", ["whatsapp:+33700000000", "+33700000000", ""])
def test_a_line_that_is_not_ours_is_refused_by_any_channel(client, database, line):
    form = sms_form(From=f"whatsapp:{HIM}", To=line)

    assert client.post(**signed("/twilio/sms", form)).status_code == 403
    assert kept(database) == 0


def test_a_call_by_another_channel_is_not_ours(client, database):
    assert client.post(**signed("/twilio/voice", call_form(To=f"sip:{LINE}"))).status_code == 403


def test_an_order_of_a_kind_that_nobody_knows_is_an_ordinary_text(client, database):
    client.post(**signed("/twilio/sms", sms_form(OptOutType="MAYBE")))

    assert reply_states(database) == [("planned", None)]


def test_a_call_is_refused_for_free_and_kept(client, database):
    answer = client.post(**signed("/twilio/voice", call_form()))

    assert (answer.status_code, answer.mimetype) == (200, "text/xml")
    assert answer.text.endswith('<Response><Reject reason="busy"/></Response>')
    assert rows(database, "SELECT kind FROM inbounds") == [("call",)]


def test_a_repeated_call_or_text_changes_nothing(client, database):
    text, call = sms_form(), call_form()
    for _ in range(3):
        client.post(**signed("/twilio/sms", text))
        client.post(**signed("/twilio/voice", call))

    assert kept(database) == 2
    assert rows(database, "SELECT texts, calls FROM senders") == [(1, 1)]


def test_unknown_fields_and_hostile_bodies_pass_the_signature(client, database):
    form = sms_form(Body=" 😈 é%C3&=+ \n ", NewField="x", Latitude="", StirVerstat="TN-A")

    assert client.post(**signed("/twilio/sms", form)).status_code == 200
    assert database.vault.read(one(database, "SELECT body_secret FROM inbounds")) == form["Body"]


@pytest.mark.parametrize("path", ["/twilio/sms", "/twilio/voice", "/twilio/status"])
def test_what_is_not_signed_by_our_account_is_refused(client, database, path):
    form = sms_form(MessageStatus="sent", CallSid="CA" + "1" * 32)
    unsigned = signed(path, form)
    del unsigned["headers"]
    forged = signed(path, form) | {
        "headers": {"X-Twilio-Signature": signature(path, form, token="x")}
    }
    tampered = signed(path, form) | {"data": "From=%2B33600000000"}
    elsewhere = signed(path, form) | {
        "headers": {"X-Twilio-Signature": signature(path + "x", form)}
    }
    rubbish = signed(path, form) | {"headers": {"X-Twilio-Signature": "é\x7f"}}
    others = signed(path, form | {"AccountSid": "AC" + "9" * 32})

    for request in (unsigned, forged, tampered, elsewhere, rubbish, others):
        answer = client.post(**request)
        assert answer.status_code == 403
        assert answer.mimetype == "text/xml"
    assert kept(database) == 0


@pytest.mark.parametrize("path", ["/twilio/sms", "/twilio/voice"])
@pytest.mark.parametrize("line", ["", "+33700000000"])
def test_another_line_than_ours_is_refused(client, database, path, line):
    form = sms_form(To=line, CallSid="CA" + "1" * 32)

    assert client.post(**signed(path, form)).status_code == 403
    assert kept(database) == 0


@pytest.mark.parametrize("sid", ["", "SM 1", "SM" + "1" * 80, "../etc", "SM\x00"])
def test_a_text_without_a_proper_sid_is_malformed(client, database, sid):
    assert client.post(**signed("/twilio/sms", sms_form(MessageSid=sid))).status_code == 400
    assert kept(database) == 0


def test_a_missing_sid_is_malformed(client):
    form = sms_form()
    del form["MessageSid"]

    assert client.post(**signed("/twilio/sms", form)).status_code == 400


@pytest.mark.parametrize(
    ("method", "status"), [("get", 405), ("put", 405), ("delete", 405), ("head", 405)]
)
def test_a_wrong_method_is_refused(client, method, status):
    assert getattr(client, method)("/twilio/sms").status_code == status


@pytest.mark.parametrize(
    "content_type", ["application/json", "text/plain", "multipart/form-data", ""]
)
def test_a_wrong_type_is_refused(client, content_type):
    headers = {"X-Twilio-Signature": signature("/twilio/sms", {})}
    answer = client.post("/twilio/sms", data="{}", content_type=content_type, headers=headers)

    assert answer.status_code == 415
    assert answer.mimetype == "text/xml"


def test_what_is_too_large_is_refused(client, database):
    answer = client.post(**signed("/twilio/sms", sms_form(Body="x" * 70_000)))

    assert answer.status_code == 413
    assert kept(database) == 0


def test_rubbish_never_makes_a_500(client):
    form = sms_form(NumSegments="many", NumMedia="-1", From="", Body="")
    assert client.post(**signed("/twilio/sms", form)).status_code == 200
    assert client.post("/twilio/sms", data=b"\xff\xfe%%%=&&&").status_code in (403, 415)
    assert client.get("/").status_code == 404


def test_a_decoded_query_does_not_break_the_signature_of_a_callback(client, database):
    path = "/twilio/status?r=1&x=%C3%A9%7E%2F"
    form = sms_form(MessageStatus="sent")

    assert client.post(**signed(path, form)).status_code == 200


def test_a_callback_moves_its_reply(client, hotline, database, gateway, origin, now):
    client.post(**signed("/twilio/sms", sms_form()))
    due = one(database, "SELECT due_at FROM replies")
    send_reply(1, database=database, gateway=gateway, origin=origin, now=due)
    sid = one(database, "SELECT provider_sid FROM replies")
    path = "/twilio/status?r=1"

    for status in ("delivered", "sent", "nonsense", ""):
        form = {"MessageSid": sid, "MessageStatus": status, "AccountSid": ACCOUNT_SID}
        assert client.post(**signed(path, form)).status_code == 200
    assert reply_states(database) == [("delivered", None)]


def test_callbacks_about_nothing_we_know_are_taken_and_forgotten(client):
    for query in ("", "?r=999", "?r=abc", "?r=-1", "?r=" + "9" * 40, "?r=1&r=2"):
        form = {"MessageSid": "SM" + "0" * 32, "MessageStatus": "sent", "AccountSid": ACCOUNT_SID}
        assert client.post(**signed("/twilio/status" + query, form)).status_code == 200


def test_without_postgresql_the_answer_is_503_at_once(hotline):
    nowhere = Database(
        make_engine(database_url("postgres://u:p@127.0.0.1:1/none")), hotline.database.vault
    )
    client = create_app(Hotline(hotline.settings, nowhere)).test_client()

    for path, form in (("/twilio/sms", sms_form()), ("/twilio/voice", call_form())):
        answer = client.post(**signed(path, form))
        assert (answer.status_code, answer.mimetype) == (503, "text/xml")
    assert client.get("/healthz").status_code == 503


def test_no_number_and_no_body_is_logged(client, caplog):
    caplog.set_level("DEBUG")
    client.post(**signed("/twilio/sms", sms_form(Body="words not to be seen")))
    client.post(**signed("/twilio/sms", sms_form(To="+33700000000")))

    assert HIM not in caplog.text
    assert LINE not in caplog.text
    assert "words not to be seen" not in caplog.text
