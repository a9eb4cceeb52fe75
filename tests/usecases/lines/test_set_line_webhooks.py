"""The hotline points its lines at its own addresses."""

import pytest

from hotline.domain.checkups import Check
from hotline.domain.consents import Consent, Effect
from hotline.domain.errors import RefusedError
from hotline.domain.line_webhooks import call_address, text_address
from hotline.store.errands import keep_address
from hotline.usecases.lines.plug import plug
from hotline.usecases.lines.run_errands import run_errands
from hotline.usecases.lines.set_line_webhooks import set_line_webhooks
from hotline.usecases.lines.unplug import unplug_lines
from hotline.usecases.proposals.confirm_proposal import confirm_proposal
from hotline.wiring import utc_now
from simulator.phone.carrier import bring_call
from simulator.serving import free_port
from tests.support.cast import HIM, LINE
from tests.support.checkups import found
from tests.support.inbounds import rows


@pytest.fixture
def now():
    """These look at real clocks."""
    return utc_now()


def test_pointing_sets_both_addresses_and_a_call_costs_nothing_while_we_are_away(
    healthy, database, alice, phone, now
):
    phone.lines[LINE].sms_url = "https://demo.twilio.com/welcome"
    phone.lines[LINE].voice_url = ""
    asked = set_line_webhooks(alice, [LINE], database=database, now=now)
    confirm_proposal(alice, asked.proposal_id, database=database, now=now)
    url = healthy.public_url
    assert run_errands(database=database, gateway=healthy.provider.lines, public_url=url, now=now)

    assert phone.lines[LINE].sms_url == text_address(url).url
    assert phone.lines[LINE].voice_url == call_address(url).url
    assert found(healthy, database) == {}
    assert ("line_pointed",) in rows(database, "SELECT kind FROM notices")

    away = f"http://127.0.0.1:{free_port()}"
    phone.lines[LINE].voice_url = call_address(away).url
    call, _ = bring_call(phone, HIM, LINE)
    assert (call.status, call.billed) == ("busy", False)


def test_a_line_whose_unplugging_failed_is_looked_at_like_any_other(
    healthy, database, alice, phone, now
):
    with database.transaction() as connection:
        keep_address(connection, LINE, "https://h.example", "")

    assert found(healthy, database) == {}
    assert set_line_webhooks(alice, [LINE], database=database, now=now).lines == [LINE]


def test_an_unplugged_line_is_not_plugged_in_by_pointing(healthy, database, alice, phone, now):
    with database.transaction() as connection:
        unplug_lines(connection, Consent(frozenset(Effect), alice), [LINE], now)
    with pytest.raises(RefusedError, match="line_is_unplugged"):
        set_line_webhooks(alice, [LINE], database=database, now=now)
    gateway, url = healthy.provider.lines, healthy.public_url
    run_errands(database=database, gateway=gateway, public_url=url, now=now)

    assert list(found(healthy, database)) == [(Check.TEXTS, "unplugged")]
    plug(alice, [LINE], database=database, now=now)
    run_errands(database=database, gateway=gateway, public_url=url, now=now)
    assert found(healthy, database) == {}
