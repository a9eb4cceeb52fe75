"""A check-up finds what is wrong at the provider."""

from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask

from hotline.domain.checkups import Check, State
from hotline.domain.consents import Consent, Effect
from hotline.gateways.twilio import twilio_provider
from hotline.store.ledger import lock_figures, spend
from hotline.usecases.checkups.ask_checkup import ask_checkup
from hotline.usecases.checkups.check_up import check_up
from hotline.usecases.checkups.run_checkups import run_checkups
from hotline.usecases.lines.run_errands import run_errands
from hotline.usecases.lines.unplug import unplug_lines
from hotline.wiring import utc_now
from simulator.faults import Fault
from simulator.phone.carrier import line_for
from simulator.serving import Served, free_port
from tests.support.cast import ACCOUNT_SID, AUTH_TOKEN, LINE
from tests.support.checkups import found

EURO = 1_000_000


@pytest.mark.parametrize(
    ("change", "check", "problem"),
    [
        ({"sms_url": ""}, Check.TEXTS, "nowhere"),
        ({"sms_url": "https://demo.twilio.com/welcome"}, Check.TEXTS, "elsewhere"),
        ({"sms_method": "GET"}, Check.TEXTS, "method"),
        ({"sms_application_sid": "AP" + "0" * 32}, Check.TEXTS, "application"),
        ({"sms_fallback_url": ""}, Check.TEXTS, "no_fallback"),
        ({"voice_url": ""}, Check.CALLS, "nowhere"),
        ({"voice_url": "https://elsewhere.example/?key=secret"}, Check.CALLS, "elsewhere"),
        ({"voice_fallback_url": ""}, Check.CALLS, "no_fallback"),
        ({"sms_fallback_url": "https://evil.example/x"}, Check.TEXTS, "fallback_elsewhere"),
        ({"voice_fallback_url": "https://demo.example"}, Check.CALLS, "fallback_elsewhere"),
        ({"sms_fallback_method": "GET"}, Check.TEXTS, "no_fallback"),
        ({"trunk_sid": "TK" + "0" * 32}, Check.CALLS, "trunk"),
        ({"can_text": False}, Check.LINE, "deaf"),
    ],
)
def test_each_thing_amiss_with_a_line_is_named(healthy, database, phone, change, check, problem):
    for name, value in change.items():
        setattr(phone.lines[LINE], name, value)

    findings = found(healthy, database)

    assert list(findings) == [(check, problem)]
    assert findings[check, problem].facts["line"] == LINE
    assert "secret" not in str(findings[check, problem])


def test_a_line_of_somebody_elses_is_named(healthy, database, phone):
    phone.lines = {"+33755509999": line_for("+33755509999", healthy.public_url)}

    assert list(found(healthy, database)) == [(Check.LINE, "not_ours")]


@pytest.mark.parametrize(
    ("change", "problem"),
    [({"status": "suspended"}, "not_active"), ({"type": "Trial"}, "trial")],
)
def test_an_account_that_cannot_send_is_named(healthy, database, phone, change, problem):
    for name, value in change.items():
        setattr(phone.account, name, value)
    if "status" in change:
        phone.faults.add(Fault("500_before", on="lines", times=9))

    assert list(found(healthy, database)) == [(Check.ACCOUNT, problem)]


def test_wrong_credentials_and_an_absence_are_told_apart(healthy, database, phone):
    phone.auth_token = "another"
    assert list(found(healthy, database)) == [(Check.ACCOUNT, "refused")]

    phone.auth_token = AUTH_TOKEN
    phone.faults.add(Fault("500_before", on="account"))
    assert list(found(healthy, database)) == [(Check.ACCOUNT, "away")]

    phone.faults.add(Fault("500_before", on="lines"))
    assert list(found(healthy, database)) == [(Check.LINE, "unasked")]

    nowhere = twilio_provider(ACCOUNT_SID, AUTH_TOKEN, base_url=f"http://127.0.0.1:{free_port()}")
    away = replace(healthy, provider=nowhere)
    assert list(found(away, database)) == [(Check.ACCOUNT, "away")]


def test_countries_that_twilio_does_not_text_are_named(healthy, database, phone):
    phone.closed_countries = {"BE", "LU"}
    findings = found(healthy, database)
    assert findings[Check.COUNTRIES, "closed"].state is State.ADVICE
    assert findings[Check.COUNTRIES, "closed"].facts["countries"] == ["BE", "LU"]

    phone.closed_countries = {"FR"}
    assert found(healthy, database)[Check.COUNTRIES, "closed"].state is State.WRONG


def test_the_line_itself_is_the_sender_where_no_other_is_named(healthy, database):
    own = replace(healthy, reply_from=None)
    assert list(found(own, database)) == [(Check.SENDER, "french_mobile")]

    foreign = replace(healthy, reply_from="+447700900123")
    assert list(found(foreign, database)) == [(Check.SENDER, "not_ours")]


def test_a_part_of_another_account_has_no_balance(healthy, database, phone):
    phone.account.owner_sid = "AC" + "9" * 32

    findings = found(healthy, database)

    assert list(findings) == [(Check.BALANCE, "of_another")]
    assert findings[Check.BALANCE, "of_another"].state is State.UNKNOWN


def test_the_trend_is_that_of_the_last_look_half_a_day_ago(healthy, database, alice, phone, now):
    ask_checkup(alice, 1, database=database, now=now - timedelta(days=1))
    run_checkups(healthy, database=database, clock=lambda: now - timedelta(days=1))
    phone.account.balance = 90

    findings = check_up(healthy, database=database, clock=utc_now)

    (balance,) = [f for f in findings if f.check is Check.BALANCE]
    assert (balance.facts["earlier_micros"], balance.facts["micros"]) == (100 * EURO, 90 * EURO)


def test_a_line_that_ought_to_be_unplugged_and_is_not_is_wrong(
    healthy, database, alice, phone, now
):
    with database.transaction() as connection:
        unplug_lines(connection, Consent(frozenset(Effect), alice), [LINE], now)
    gateway, url = healthy.provider.lines, healthy.public_url
    run_errands(database=database, gateway=gateway, public_url=url, now=now)
    phone.lines[LINE].sms_url = "https://demo.twilio.com/welcome"

    assert list(found(healthy, database)) == [(Check.TEXTS, "still_plugged")]


def test_answers_of_no_shape_that_we_know_are_not_taken_for_good_ones(database, healthy):
    for answer in ("null", "[]", "7", '"x"', "{}", '{"incoming_phone_numbers": null}'):
        app = Flask("odd")

        @app.route("/<path:path>")
        def odd(path, answer=answer):
            return answer, 200, {"Content-Type": "application/json"}

        server = Served(app).start()
        strange = twilio_provider(ACCOUNT_SID, AUTH_TOKEN, base_url=server.url)
        findings = found(replace(healthy, provider=strange), database)
        server.stop()
        assert any(f.check is Check.ACCOUNT for f in findings.values()), answer


def test_a_young_hotlines_balance_is_judged_by_the_days_it_has_had(healthy, database, phone, now):
    with database.transaction() as connection:
        lock_figures(connection, now.date())
        spend(connection, now.date(), now, kind="preview", micros=30 * EURO)
    phone.account.balance = 100

    assert found(healthy, database)[Check.BALANCE, "few_days"].facts["days"] == 3
