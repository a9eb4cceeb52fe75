"""The phone network answers as Twilio's published description says, to Twilio's own library."""

from datetime import UTC, datetime, timedelta

import pytest
from requests import exceptions
from twilio.base.exceptions import TwilioException, TwilioRestException
from twilio.rest import Client

from hotline.domain.errors import DeliveryError, Outcome
from hotline.domain.segments import measure
from hotline.gateways.sms import OutgoingSms
from hotline.gateways.twilio_http import BoundHttpClient, TwilioBusyError
from simulator.faults import Fault
from simulator.phone.billing import segments_of
from simulator.phone.carrier import bring_call, bring_text
from simulator.serving import free_port
from tests.support.cast import ACCOUNT_SID, AUTH_TOKEN, HIM, LINE
from tests.support.specs import check_twilio_exchanges, need_specs


@pytest.fixture
def client(phone_url):
    http_client = BoundHttpClient(phone_url, timeout_seconds=5)
    return Client(ACCOUNT_SID, AUTH_TOKEN, http_client=http_client, environment={})


def send(client, number=HIM, body="coucou"):
    return client.messages.create(to=number, from_=LINE, body=body)


def test_everything_we_use_of_twilio_keeps_to_the_description(client, phone, provider, gateway):
    need_specs()
    nowhere = f"http://127.0.0.1:{free_port()}/"
    phone.lines[LINE].sms_url = phone.lines[LINE].voice_url = nowhere
    gateway.send(
        OutgoingSms(to=HIM, sender=LINE, body="é€", callback_url="https://h.example/s?r=1")
    )
    provider.prices.segment_prices("FR")
    bring_text(phone, HIM, LINE, "salut")
    bring_call(phone, HIM, LINE)
    sid = send(client).sid
    client.messages(sid).fetch()
    client.messages.list(to=HIM, date_sent_after=datetime(2026, 1, 1, tzinfo=UTC), limit=5)
    client.calls.list(to=LINE, limit=5)
    (line,) = client.incoming_phone_numbers.list(phone_number=LINE)
    line.update(sms_url="https://h.example/twilio/sms#rc=3", voice_url="")
    client.balance.fetch()
    provider.account.read_account()
    assert "FR" in provider.account.open_countries()

    assert check_twilio_exchanges(phone.requests) == {
        "POST /2010-04-01/Accounts/{AccountSid}/Messages.json",
        "GET /2010-04-01/Accounts/{AccountSid}/Messages.json",
        "GET /2010-04-01/Accounts/{AccountSid}/Messages/{Sid}.json",
        "GET /2010-04-01/Accounts/{AccountSid}/Calls.json",
        "GET /2010-04-01/Accounts/{AccountSid}/IncomingPhoneNumbers.json",
        "POST /2010-04-01/Accounts/{AccountSid}/IncomingPhoneNumbers/{Sid}.json",
        "GET /2010-04-01/Accounts/{AccountSid}/Balance.json",
        "GET /v1/Messaging/Countries/{IsoCountry}",
        r"GET /2010-04-01/Accounts/[^/]+\.json",
        "GET /v1/Messaging/GeoPermissions",
    }
    assert phone.lines[LINE].sms_url.endswith("#rc=3")


def test_a_message_is_as_late_with_its_price_as_in_life(client, phone):
    phone.timing.sent = phone.timing.delivered = phone.timing.priced = 60
    created = send(client)
    assert (created.status, created.price, created.num_segments) == ("queued", None, "1")

    for _, _, act in sorted(phone.delayed_callbacks._acts):
        act()
    later = client.messages(created.sid).fetch()
    assert (later.status, later.price, later.price_unit) == ("delivered", "-0.07980", "EUR")


def test_lists_are_paged_newest_first_and_filtered(client, phone):
    phone.timing.sent = phone.timing.delivered = 60
    sids = [send(client, body=str(n)).sid for n in range(7)]
    send(client, "+32470123456")

    pages = client.messages.list(to=HIM, page_size=2)
    assert [message.sid for message in pages] == sids[::-1]
    assert client.messages.list(to="+33600000000") == []
    queued = client.messages.list(to=HIM, date_sent_after=datetime.now(UTC) - timedelta(days=1))
    assert queued == []  # date_sent is null while queued: a filter by it hides messages


@pytest.mark.parametrize(
    ("number", "body", "code"),
    [("0612345678", "x", 21211), (HIM, "", 21602), (HIM, "x" * 1601, 21617)],
)
def test_what_twilio_refuses_is_refused(client, number, body, code):
    with pytest.raises(TwilioRestException) as raised:
        send(client, number, body)
    assert (raised.value.status, raised.value.code) == (400, code)


def test_another_sender_than_our_line_is_refused(client):
    with pytest.raises(TwilioRestException) as raised:
        client.messages.create(to=HIM, from_="+33700000000", body="x")
    assert raised.value.code == 21606


def test_who_texted_stop_cannot_be_texted_until_he_texts_start(client, phone):
    phone.lines[LINE].sms_url = ""
    bring_text(phone, HIM, LINE, "STOP")
    with pytest.raises(TwilioRestException) as raised:
        send(client)
    assert raised.value.code == 21610

    bring_text(phone, HIM, LINE, "start")
    assert send(client).sid


def test_wrong_credentials_are_refused(phone_url):
    stranger = Client(ACCOUNT_SID, "wrong", http_client=BoundHttpClient(phone_url), environment={})
    with pytest.raises(TwilioRestException) as raised:
        send(stranger)
    assert (raised.value.status, raised.value.code) == (401, 20003)
    with pytest.raises(TwilioException):
        stranger.messages.list(limit=1)


@pytest.mark.parametrize(
    ("kind", "exists", "error"),
    [
        ("429", 0, (429, 20429)),
        ("401", 0, (401, 20003)),
        ("21408", 0, (400, 21408)),
        ("21610", 0, (400, 21610)),
        ("21614", 0, (400, 21614)),
        ("500_before", 0, (500, 20500)),
        ("500_after", 1, (500, 20500)),
        ("cut_before", 0, exceptions.ConnectionError),
        ("cut_after", 1, exceptions.ConnectionError),
        ("hang", 0, exceptions.ReadTimeout),
        ("hang_after", 1, exceptions.ReadTimeout),
        ("broken_body", 1, ValueError),
    ],
)
def test_each_fault_says_and_leaves_behind_what_it_is_for(phone_url, phone, kind, exists, error):
    http_client = BoundHttpClient(phone_url, timeout_seconds=2)
    impatient = Client(ACCOUNT_SID, AUTH_TOKEN, http_client=http_client, environment={"": ""})
    phone.faults.add(Fault(kind, options={"seconds": 4}))

    if isinstance(error, tuple):
        with pytest.raises((TwilioRestException, TwilioBusyError)) as raised:
            send(impatient)
        assert (raised.value.status, raised.value.code) == error
    else:
        with pytest.raises(error):
            send(impatient)
    assert len(phone.messages) == exists
    assert send(impatient).sid


@pytest.mark.parametrize(
    ("kind", "price", "reported"),
    [("failed", "-0.00100", ["failed"]), ("undelivered", "-0.07980", ["sent", "undelivered"])],
)
def test_a_message_that_ends_badly_costs_what_twilio_charges(client, phone, kind, price, reported):
    phone.timing.sent = phone.timing.delivered = phone.timing.priced = 60
    phone.faults.add(Fault(kind, options={"code": 30003}))
    created = send(client)
    seen = []
    for _, _, act in sorted(phone.delayed_callbacks._acts):
        act()
        seen.append(client.messages(created.sid).fetch().status)

    later = client.messages(created.sid).fetch()
    assert (later.status, later.price, later.error_code) == (kind, price, 30003)
    assert list(dict.fromkeys(seen)) == reported


def test_what_twilio_refuses_of_senders_and_callbacks_is_refused(client):
    for to, more, code in (
        (HIM, {}, 21603),
        ("36000", {"from_": LINE}, 21265),
        (LINE, {"from_": LINE}, 21266),
        (HIM, {"from_": "MuchTooLongAName"}, 21212),
        (HIM, {"from_": LINE, "status_callback": "https://under_score.example/x"}, 21609),
    ):
        with pytest.raises(TwilioRestException) as raised:
            client.messages.create(to=to, body="x", **more)
        assert raised.value.code == code


def test_pages_follow_one_another_whatever_is_added_meanwhile(client, phone):
    sids = [send(client, body=str(n)).sid for n in range(5)]
    page = client.messages.page(to=HIM, page_size=2)
    seen = [message.sid for message in page]
    send(client, body="new")
    page = page.next_page()
    seen += [message.sid for message in page]

    assert seen == sids[:0:-1]


@pytest.mark.parametrize("way", ["list", "fetch", "calls", "prices", "lines"])
def test_each_way_of_reading_can_be_made_to_fail_alone(provider, phone, way):
    read = {
        "list": lambda: provider.sms.sent_to(HIM),
        "fetch": lambda: provider.sms.fetch_sent("SM" + "0" * 32),
        "calls": lambda: list(provider.history.calls_to(LINE, datetime(2026, 1, 1, tzinfo=UTC))),
        "prices": lambda: provider.prices.segment_prices("FR"),
        "lines": lambda: provider.lines.read_address(LINE),
    }
    phone.faults.add(Fault("429", on=way, options={"retry_after": 7}))
    for other in read.keys() - {way}:
        read[other]()
    with pytest.raises(DeliveryError) as raised:
        read[way]()

    assert (raised.value.outcome, raised.value.wait_seconds) == (Outcome.TEMPORARY, 7)
    read[way]()


@pytest.mark.parametrize(
    "text",
    ["", "a" * 160, "a" * 161, "€" * 80, "€" * 81, "a" * 152 + "€" * 2, "é" * 306, "ê" * 70,
     "ê" * 71, "\U0001f600" * 35, "\U0001f600" * 36, "[" * 153, "Ç\f|" * 77],
)  # fmt: skip
def test_the_networks_own_count_of_segments_is_the_hotlines(text):
    assert segments_of(text) == measure(text).segments
