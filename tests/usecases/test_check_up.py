"""A check-up finds what is wrong at the provider, at our own door and in the store, and says so."""

from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask

from bot.screens.notices import notice_screen
from hotline.checkup_words import Reader, checkup_in_words
from hotline.domain.balances import Balance, EarlierBalance, judge_balance
from hotline.domain.checkups import Check, Finding, State
from hotline.domain.errors import RefusedError, RejectedError
from hotline.domain.line_webhooks import call_address, find_fault, host_of, text_address
from hotline.domain.money import Cap
from hotline.domain.sender_ids import judge_sender
from hotline.gateways.redis_probe import RedisProbe
from hotline.gateways.twilio import twilio_provider
from hotline.gateways.webhook_probe import WebhookProbe
from hotline.store.database import Database
from hotline.store.errands import keep_address
from hotline.store.heartbeats import beat
from hotline.store.ledger import lock_figures, spend
from hotline.store.organizers import change_organizer
from hotline.store.prices import put_price
from hotline.store.settings import change_settings, read_settings
from hotline.usecases.checkups.ask_checkup import ask_checkup
from hotline.usecases.checkups.check_store import check_store
from hotline.usecases.checkups.check_up import check_up
from hotline.usecases.checkups.find_finished_checkups import find_finished_checkups, note_shown
from hotline.usecases.checkups.record_assurance import record_assurance
from hotline.usecases.checkups.run_checkups import find_checkups, run_checkups
from hotline.usecases.checkups.watch_health import find_own_look, watch_health
from hotline.usecases.lines.plug import plug
from hotline.usecases.lines.run_errands import run_errands
from hotline.usecases.lines.set_line_webhooks import set_line_webhooks
from hotline.usecases.lines.unplug import unplug_lines
from hotline.usecases.money.change_budget import change_budget
from hotline.usecases.money.change_currency import change_currency
from hotline.usecases.money.fix_price import fix_price
from hotline.usecases.money.refresh_prices import find_price_work, refresh_prices
from hotline.usecases.proposals.confirm_proposal import confirm_proposal
from hotline.usecases.reports.find_names import Names
from hotline.usecases.setup.change_countries import change_countries
from hotline.vault import Vault
from hotline.wiring import utc_now
from hotline.words import LANGUAGES, Words
from simulator.faults import Fault
from simulator.phone.carrier import bring_call, line_for
from simulator.serving import Served, free_port
from tests.support.cast import ACCOUNT_SID, AUTH_TOKEN, HIM, KEY, LINE, OTHER_KEY
from tests.support.inbounds import a_text, one, receive, rows

EURO = 1_000_000


@pytest.fixture
def now():
    """These look at real clocks."""
    return utc_now()


@pytest.fixture
def healthy(targets, phone, database, alice, bruno, now):
    """A hotline with which nothing is wrong; what a test breaks is all that is found."""
    targets = replace(targets, reply_from="Respect")
    phone.lines[LINE] = line_for(LINE, targets.public_url)
    with database.transaction() as connection:
        for part in ("web", "worker", "redis", "bot"):
            beat(connection, part, now)
        for country in ("FR", "BE", "CH", "LU", "MC"):
            put_price(connection, country, "EUR", 80_000, now)
    for what in ("key_backup", "recharge"):
        record_assurance(alice, what, database=database, now=now)
    return targets


def found(targets, database):
    """What is not fine: (check, problem), and its facts."""
    findings = check_up(targets, database=database, clock=utc_now)
    for language in LANGUAGES:
        for reader in Reader:
            checkup_in_words(findings, reader, Words(language), now=utc_now())
    return {(f.check, f.problem): f for f in findings if f.state is not State.FINE}


def test_nothing_is_wrong_with_a_healthy_hotline(healthy, database):
    assert found(healthy, database) == {}
    all_found = check_up(healthy, database=database, clock=utc_now)
    assert "All is well." in checkup_in_words(all_found, Reader.OWNER, Words("en"), now=utc_now())


def test_looking_writes_nothing_but_is_seen_by_nobody(healthy, database, phone):
    before = rows(database, "SELECT count(*) FROM inbounds UNION ALL SELECT count(*) FROM replies")
    found(healthy, database)

    assert (
        rows(database, "SELECT count(*) FROM inbounds UNION ALL SELECT count(*) FROM replies")
        == before
    )
    assert {request["method"] for request in phone.requests} == {"GET"}


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


def test_addresses_without_retries_are_amiss_and_all_is_as_good_as_5xx():
    wanted = text_address("https://h.example")
    bare = replace(wanted, url="https://h.example/twilio/sms")

    assert find_fault(bare, wanted) == "no_retries"
    assert find_fault(replace(bare, url=bare.url + "#rp=all"), wanted) == ""
    assert find_fault(replace(bare, url=bare.url + "#rc=5&rp=4xx"), wanted) == "no_retries"
    assert find_fault(wanted, wanted) == ""
    assert (
        find_fault(replace(wanted, url=wanted.url.replace("h.example", "H.Example:443")), wanted)
        == ""
    )
    for near in ("https://h.example/twilio/sms/", "http://h.example/twilio/sms"):
        assert find_fault(replace(wanted, url=near), wanted) == "other_path"
    for broken in ("http://[bad", "https://h.example:x/y", "nonsense"):
        assert find_fault(replace(wanted, url=broken), wanted) in ("elsewhere", "other_path")
        assert host_of(broken)


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


def test_a_french_mobile_may_not_send_and_letters_not_everywhere():
    assert judge_sender("+33612345678", ["FR"]).problem == "french_mobile"
    assert judge_sender("+33939000000", ["FR"]).state is State.FINE
    assert judge_sender("+447700900123", ["FR"]).state is State.FINE
    assert judge_sender("Respect", ["FR", "BE"]).state is State.FINE
    assert judge_sender("Respect", ["FR", "US"]).facts["countries"] == ["US"]
    assert judge_sender("MG" + "0" * 32, ["FR"]).problem == "service"


def test_the_line_itself_is_the_sender_where_no_other_is_named(healthy, database):
    own = replace(healthy, reply_from=None)
    assert list(found(own, database)) == [(Check.SENDER, "french_mobile")]

    foreign = replace(healthy, reply_from="+447700900123")
    assert list(found(foreign, database)) == [(Check.SENDER, "not_ours")]


def test_the_balance_is_judged_by_its_currency_and_how_long_it_lasts(now):
    def judged(micros, *, currency="EUR", pace=EURO, earlier=None):
        return judge_balance(
            Balance(micros, currency),
            currency="EUR",
            pace_micros=pace,
            day_cap_micros=50 * EURO,
            earlier=earlier,
        )

    assert judged(100 * EURO).facts["days"] == 100
    assert judged(100 * EURO, pace=0).facts["days"] is None
    assert judged(100 * EURO, currency="USD").problem == "currency"
    assert judged(-1).problem == "empty"
    assert judged(49 * EURO).problem == "under_a_day"
    assert judged(60 * EURO, pace=10 * EURO).problem == "few_days"
    earlier = EarlierBalance(120 * EURO, now)
    found_well = [judged(100 * EURO, earlier=earlier)]
    told = checkup_in_words(found_well, Reader.OWNER, Words("en"), now=now)
    assert "€100.00 (€120.00 at " in told
    assert "about 100 days" in told


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
        door = WebhookProbe(url, ACCOUNT_SID, token)
        return list(found(replace(healthy, door=door), database))

    assert at(nobody) == [(Check.ADDRESS, "unreachable"), (Check.SIGNATURE, "no_address")]
    assert at(chat_url)[0] == (Check.ADDRESS, "somebody_elses")
    assert at(platform_page)[0] == (Check.ADDRESS, "down")
    assert at(healthy.public_url, token="another") == [(Check.SIGNATURE, "refused")]


def test_http_in_the_open_is_wrong_and_on_this_machine_is_not(healthy):
    from hotline.usecases.checkups.check_public_url import check_public_url

    assert [f.state for f in check_public_url(healthy.door, healthy.public_url)] == [State.FINE] * 2
    (address, _) = check_public_url(healthy.door, "http://hotline.example.org")
    assert address.problem == "in_the_clear"


def test_a_queue_that_forgets_and_one_that_is_away_are_wrong(healthy, database, redis_url):
    from redis import Redis

    redis = Redis.from_url(redis_url)
    redis.config_set("maxmemory-policy", "allkeys-lru")
    try:
        assert found(healthy, database)[Check.QUEUE, "forgets"].facts == {"policy": "allkeys-lru"}
    finally:
        redis.config_set("maxmemory-policy", "noeviction")
        redis.close()
    away = replace(healthy, queue=RedisProbe(f"redis://127.0.0.1:{free_port()}"))
    assert list(found(away, database)) == [(Check.QUEUE, "away")]


def test_silent_parts_halts_and_suspensions_are_named(healthy, database, now):
    with database.transaction() as connection:
        beat(connection, "bot", now - timedelta(hours=1))
        change_settings(connection, halt_code="20003", halt_until=now)

    assert set(found(healthy, database)) == {
        (Check.PARTS, "silent_bot"),
        (Check.SENDING, "halted"),
    }


def test_a_country_without_a_price_is_wrong_until_it_is_fixed_by_hand(
    healthy, database, alice, now
):
    with database.transaction() as connection:
        put_price(connection, "BE", "USD", 80_000, now)
        put_price(connection, "CH", "EUR", 80_000, now - timedelta(days=8))
    assert found(healthy, database)[Check.PRICES, "unpriced"].facts["countries"] == ["BE", "CH"]

    for country in ("BE", "CH"):
        fix_price(alice, country, 90_000, database=database, now=now)
    assert found(healthy, database) == {}


def test_a_key_that_opens_nothing_and_one_that_is_old_are_named(healthy, database, now):
    receive(database, a_text(now))

    def problems(*keys):
        changed = Database(database.engine, Vault(keys))
        findings = check_store(database=changed, clock=utc_now)
        return {(f.check, f.problem) for f in findings if f.state is not State.FINE}

    assert (Check.KEY, "unreadable") in problems(OTHER_KEY)
    assert (Check.KEY, "older") in problems(OTHER_KEY, KEY)
    receive(Database(database.engine, Vault([OTHER_KEY])), a_text(now, "+33611112222"))
    assert (Check.KEY, "unreadable") in problems(OTHER_KEY)
    assert problems(KEY, OTHER_KEY) == {(Check.KEY, "older")}


def test_a_clock_that_is_off_and_a_schema_that_is_old_are_named(healthy, database):
    from sqlalchemy import text

    late = check_up(healthy, database=database, clock=lambda: utc_now() + timedelta(minutes=2))
    problems = {(f.check, f.problem): f for f in late}
    assert problems[Check.CLOCK, "skewed_postgresql"].state is State.WRONG
    assert problems[Check.CLOCK, "skewed_provider"].facts["seconds"] < -100

    head = one(database, "SELECT version_num FROM alembic_version")
    with database.transaction() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    try:
        assert (Check.DATABASE, "not_migrated") in found(healthy, database)
    finally:
        with database.transaction() as connection:
            restore = text("UPDATE alembic_version SET version_num = :head")
            connection.execute(restore, {"head": head})


def test_a_team_of_one_and_people_out_of_reach_are_told(healthy, database, bruno, now):
    with database.transaction() as connection:
        change_organizer(connection, bruno.id, unreachable_since=now)
    assert list(found(healthy, database)) == [(Check.TEAM, "out_of_reach")]

    with database.transaction() as connection:
        change_organizer(connection, bruno.id, removed_at=now, unreachable_since=None)
    assert list(found(healthy, database)) == [(Check.TEAM, "alone")]


def test_what_people_assured_is_asked_again_after_three_months(healthy, database, alice, now):
    record_assurance(alice, "key_backup", database=database, now=now - timedelta(days=91))
    assert list(found(healthy, database)) == [(Check.KEY_BACKUP, "long_ago")]
    assert rows(database, "SELECT DISTINCT kind FROM notices") == [("act.assure",)]

    with pytest.raises(RefusedError, match="nothing_there"):
        record_assurance(alice, "balance", database=database, now=now)


def test_one_look_answers_all_who_wait_and_whoever_asks_is_shown_it(
    healthy, database, alice, bruno
):
    ask_checkup(alice, 11, database=database, now=utc_now())
    ask_checkup(bruno, 22, database=database, now=utc_now())
    assert find_checkups(database=database, now=utc_now())
    assert find_finished_checkups(database=database, clock=utc_now) == []

    assert run_checkups(healthy, database=database, clock=utc_now) == 2
    assert run_checkups(healthy, database=database, clock=utc_now) == 0

    shown = find_finished_checkups(database=database, clock=utc_now)
    assert [(s.to.id, s.checkup.message_id) for s in shown] == [(alice.id, 11), (bruno.id, 22)]
    assert all(f.state is State.FINE for s in shown for f in s.findings)
    for one_shown in shown:
        note_shown(one_shown.checkup, database=database, now=utc_now())
    assert find_finished_checkups(database=database, clock=utc_now) == []


def test_without_a_worker_the_store_alone_answers_and_a_late_answer_is_shown_still(
    healthy, database, alice
):
    ask_checkup(alice, 11, database=database, now=utc_now())

    def later():
        return utc_now() + timedelta(seconds=50)

    (stopgap,) = find_finished_checkups(database=database, clock=later)
    assert stopgap.findings[0].problem == "no_answer"
    note_shown(stopgap.checkup, database=database, now=later())
    assert find_finished_checkups(database=database, clock=later) == []

    run_checkups(healthy, database=database, clock=utc_now)
    (late,) = find_finished_checkups(database=database, clock=later)
    assert all(f.state is State.FINE for f in late.findings)


def test_what_a_newer_program_found_is_left_out(healthy, database, alice):
    from hotline.store.checkups import finish_checkups, waiting_checkups

    ask_checkup(alice, 11, database=database, now=utc_now())
    kept = Finding(Check.TEAM, State.FINE).as_json()
    unheard = Finding(Check.KEY, State.WRONG, "haunted", {"by": "ghosts"}).as_json()
    with database.transaction() as connection:
        ids = waiting_checkups(connection, utc_now())
        finish_checkups(connection, ids, [{**kept, "check": "aura"}, unheard, kept], utc_now())

    (shown,) = find_finished_checkups(database=database, clock=utc_now)
    assert [f.check for f in shown.findings] == [Check.KEY, Check.TEAM]
    assert "the key" in checkup_in_words(shown.findings, Reader.OWNER, Words("en"), now=utc_now())


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


def test_a_line_that_ought_to_be_unplugged_and_is_not_is_wrong(
    healthy, database, alice, phone, now
):
    with database.transaction() as connection:
        unplug_lines(connection, alice, [LINE], now)
    gateway, url = healthy.provider.lines, healthy.public_url
    run_errands(database=database, gateway=gateway, public_url=url, now=now)
    phone.lines[LINE].sms_url = "https://demo.twilio.com/welcome"

    assert list(found(healthy, database)) == [(Check.TEXTS, "still_plugged")]


def test_a_line_whose_unplugging_failed_is_looked_at_like_any_other(
    healthy, database, alice, phone, now
):
    with database.transaction() as connection:
        keep_address(connection, LINE, "https://h.example", "")

    assert found(healthy, database) == {}
    assert set_line_webhooks(alice, [LINE], database=database, now=now).lines == [LINE]


def test_an_unplugged_line_is_not_plugged_in_by_pointing(healthy, database, alice, phone, now):
    with database.transaction() as connection:
        unplug_lines(connection, alice, [LINE], now)
    with pytest.raises(RefusedError, match="line_is_unplugged"):
        set_line_webhooks(alice, [LINE], database=database, now=now)
    gateway, url = healthy.provider.lines, healthy.public_url
    run_errands(database=database, gateway=gateway, public_url=url, now=now)

    assert list(found(healthy, database)) == [(Check.TEXTS, "unplugged")]
    plug(alice, [LINE], database=database, now=now)
    run_errands(database=database, gateway=gateway, public_url=url, now=now)
    assert found(healthy, database) == {}


def test_the_currency_follows_the_account_while_nothing_was_spent(
    healthy, database, alice, phone, now
):
    phone.currency = "USD"
    for country in ("FR", "BE", "CH", "LU", "MC"):
        with database.transaction() as connection:
            put_price(connection, country, "USD", 80_000, now)
    assert set(found(healthy, database)) == {
        (Check.PRICES, "unpriced"),
        (Check.BALANCE, "currency"),
    }
    receive(database, a_text(now))
    with database.transaction() as connection:
        connection.exec_driver_sql("UPDATE replies SET status = 'held', reason = 'price_unknown'")

    with pytest.raises(RefusedError, match="nothing_there"):  # nobody has seen it there
        change_currency(alice, "USD", database=database, now=now)
    ask_checkup(alice, 1, database=database, now=now)
    run_checkups(healthy, database=database, clock=lambda: now)
    now += timedelta(seconds=1)
    with pytest.raises(RefusedError, match="nothing_there"):
        change_currency(alice, "ZZZ", database=database, now=now)
    more = change_budget(alice, Cap.DAY, 70 * EURO, database=database, now=now)
    asked = change_currency(alice, "USD", database=database, now=now)
    again = change_currency(alice, "USD", database=database, now=now)
    confirm_proposal(alice, asked.proposal_id, database=database, now=now)

    assert found(healthy, database) == {}
    assert one(database, "SELECT status FROM replies") == "planned"
    for gone, code in ((more, "proposal_gone"), (again, "overtaken")):
        with pytest.raises(RefusedError, match=code):
            confirm_proposal(alice, gone.proposal_id, database=database, now=now)
    with database.transaction() as connection:
        connection.exec_driver_sql(
            "UPDATE ledger_figures SET spent_micros = 1 WHERE scope = 'total'"
        )
    with database.transaction() as connection:
        change_settings(connection, currency="EUR")
    with pytest.raises(RefusedError, match="currency_in_use"):
        change_currency(alice, "USD", database=database, now=now)


def test_countries_change_and_their_prices_are_asked_for_at_once(
    healthy, database, alice, bruno, now
):
    refresh_prices(
        database=database, gateway=healthy.provider.prices, lines=[LINE], now=now, force=True
    )
    assert not find_price_work(database=database, now=now)

    done = change_countries(alice, ["GB", "FR", "GB"], database=database, now=now)

    assert done.countries == ["GB", "FR"]
    assert find_price_work(database=database, now=now)
    with database.transaction() as connection:
        assert read_settings(connection).home_country == "GB"
    for wrong, code in ((["XX"], "not_countries"), ([], "not_countries"),
                        (["GB", "FR"], "countries_unchanged")):  # fmt: skip
        with pytest.raises((RefusedError, RejectedError), match=code):
            change_countries(alice, wrong, database=database, now=now)


def test_the_hotline_looks_by_itself_and_tells_what_has_become_wrong_once(
    healthy, database, phone, now
):
    def look():
        return watch_health(healthy, database=database, clock=utc_now)

    assert find_own_look(database=database, now=now)
    assert look() == []
    assert not find_own_look(database=database, now=utc_now() + timedelta(hours=5))
    assert find_own_look(database=database, now=utc_now() + timedelta(hours=6))
    assert find_finished_checkups(database=database, clock=utc_now) == []

    phone.account.balance = 3
    phone.lines[LINE].sms_url = "https://demo.twilio.com/welcome"
    with database.transaction() as connection:
        beat(connection, "bot", now - timedelta(hours=1))
    assert {f.problem for f in look()} == {"elsewhere", "under_a_day"}
    assert look() == []
    facts = one(database, "SELECT facts FROM notices WHERE kind = 'unwell' LIMIT 1")
    for language in LANGUAGES:
        told = notice_screen("unwell", facts, Names(), Words(language), now=now).text
        assert "demo.twilio.com" in told

    phone.faults.add(Fault("500_before", on="account"))
    assert look() == []
    assert look() == []
    phone.account.balance = 100
    assert look() == []
    phone.account.balance = 3
    assert [f.problem for f in look()] == ["under_a_day"]


class Broken:
    """A part that answers as nobody foresaw."""

    def __getattr__(self, name):
        raise ZeroDivisionError


def test_a_look_that_fails_takes_nothing_away_from_the_others(healthy, database):
    broken = replace(healthy, door=Broken(), queue=Broken(), provider=Broken())

    assert set(found(broken, database)) == {
        (Check.ACCOUNT, "failed"),
        (Check.ADDRESS, "failed"),
        (Check.QUEUE, "failed"),
    }


def test_a_look_that_never_ends_is_not_begun_again_at_once_nor_for_ever(
    healthy, database, alice, now
):
    ask_checkup(alice, 11, database=database, now=now)
    away = replace(healthy, backup_alerts=Broken())
    with pytest.raises(ZeroDivisionError):
        run_checkups(away, database=database, clock=lambda: now)

    def waits(**later):
        return find_checkups(database=database, now=now + timedelta(**later))

    assert not waits(seconds=100)
    assert waits(minutes=4)
    assert not waits(minutes=16)
    (stopgap,) = find_finished_checkups(
        database=database, clock=lambda: now + timedelta(seconds=50)
    )
    assert stopgap.findings[0].problem == "looking"


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


def test_more_than_a_message_holds_is_counted(now):
    many = [Finding(Check.LINE, State.WRONG, "not_ours", {"line": f"+3375550{n:04}"})
            for n in range(60)]  # fmt: skip
    told = checkup_in_words(many, Reader.OWNER, Words("fr"), now=now)

    assert len(told) < 4096
    assert "autres points" in told


def test_a_young_hotlines_balance_is_judged_by_the_days_it_has_had(healthy, database, phone, now):
    with database.transaction() as connection:
        lock_figures(connection, now.date())
        spend(connection, now.date(), now, kind="preview", micros=30 * EURO)
    phone.account.balance = 100

    assert found(healthy, database)[Check.BALANCE, "few_days"].facts["days"] == 3
