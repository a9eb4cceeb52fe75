"""What drives the networks from outside, over HTTP."""

import requests

from simulator.serving import free_port
from tests.support.cast import ALICE, HIM, LINE


def test_faults_are_scripted_and_cleared_over_http(phone, phone_url, chat, chat_url):
    for network, url in ((phone, phone_url), (chat, chat_url)):
        fault = {"kind": "429", "on": "x", "times": 2, "retry_after": 5}
        requests.post(f"{url}/box/faults", json=fault, timeout=5).raise_for_status()
        taken = network.faults.take("x")
        assert (taken.kind, taken.options) == ("429", {"retry_after": 5})
        assert network.faults.take("y") is None
        requests.delete(f"{url}/box/faults", timeout=5).raise_for_status()
        assert network.faults.is_used_up


def test_a_handset_texts_calls_and_sees_what_it_receives(phone, phone_url):
    nowhere = f"http://127.0.0.1:{free_port()}/"
    phone.lines[LINE].sms_url = phone.lines[LINE].voice_url = nowhere
    sent = requests.post(f"{phone_url}/box/text", json={"from": HIM, "body": "salut"}, timeout=5)
    called = requests.post(f"{phone_url}/box/call", json={"from": HIM}, timeout=5)
    received = requests.get(f"{phone_url}/box/received", params={"number": HIM}, timeout=5)

    assert sent.json()["sid"] == phone.messages[0].sid
    assert called.json()["sid"] == phone.calls[0].sid
    assert received.json() == []


def test_a_persons_chat_is_followed_from_an_event_on(chat, chat_url):
    said = {"as": ALICE, "text": "/start"}
    requests.post(f"{chat_url}/box/say", json=said, timeout=5).raise_for_status()
    query = {"chat": ALICE, "after": 0, "timeout": 1}
    (event,) = requests.get(f"{chat_url}/box/events", params=query, timeout=5).json()
    later = requests.get(
        f"{chat_url}/box/events", params=query | {"after": event["number"], "timeout": 0}, timeout=5
    )

    assert event["message"]["text"] == "/start"
    assert later.json() == []
