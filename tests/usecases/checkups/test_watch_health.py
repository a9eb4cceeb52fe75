"""The hotline looks after its own health and tells each problem once."""

from datetime import timedelta

from bot.screens.notices import notice_screen
from hotline.store.heartbeats import beat
from hotline.usecases.checkups.find_finished_checkups import find_finished_checkups
from hotline.usecases.checkups.watch_health import find_own_look, watch_health
from hotline.usecases.reports.find_names import Names
from hotline.wiring import utc_now
from hotline.words import LANGUAGES, Words
from simulator.faults import Fault
from tests.support.cast import LINE
from tests.support.inbounds import one


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
