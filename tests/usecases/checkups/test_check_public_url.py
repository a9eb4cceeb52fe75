"""A check-up looks at our own address from outside."""

from dataclasses import replace

import pytest
from flask import Flask

from hotline.domain.checkups import Check, State
from hotline.gateways.webhook_probe import WebhookProbe
from simulator.serving import Served, free_port
from tests.support.cast import ACCOUNT_SID, AUTH_TOKEN
from tests.support.checkups import found


@pytest.fixture
def platform_page():
    """What a platform's router says while the web process is down."""
    app = Flask("router")

    @app.get("/healthz")
    def healthz():
        return "<html>Application error</html>", 503

    server = Served(app).start()
    yield server.url
    server.stop()


def test_our_own_door_is_looked_at_from_outside(healthy, database, chat_url, platform_page):
    nobody = f"http://127.0.0.1:{free_port()}"

    def at(url, token=AUTH_TOKEN):
        probe = WebhookProbe(url, ACCOUNT_SID, token)
        return list(found(replace(healthy, probe=probe), database))

    assert at(nobody) == [(Check.ADDRESS, "unreachable"), (Check.SIGNATURE, "no_address")]
    assert at(chat_url)[0] == (Check.ADDRESS, "somebody_elses")
    assert at(platform_page)[0] == (Check.ADDRESS, "down")
    assert at(healthy.public_url, token="another") == [(Check.SIGNATURE, "refused")]


def test_http_in_the_open_is_wrong_and_on_this_machine_is_not(healthy):
    from hotline.usecases.checkups.check_public_url import check_public_url

    assert [f.state for f in check_public_url(healthy.probe, healthy.public_url)] == [
        State.FINE
    ] * 2
    (address, _) = check_public_url(healthy.probe, "http://hotline.example.org")
    assert address.problem == "in_the_clear"
