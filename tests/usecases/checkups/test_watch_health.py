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
from tests.support.large import impatient, unreadable


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


def test_a_look_that_takes_too_long_is_told_once(healthy, database):
    with impatient(database) as hurried, unreadable(database, "inbounds"):
        news = [watch_health(healthy, database=hurried, clock=utc_now) for _ in range(2)]

    assert [[finding.problem for finding in found] for found in news] == [["too_slow"], []]
    facts = one(database, "SELECT facts FROM notices WHERE kind = 'unwell' LIMIT 1")
    for language, said in (("en", "the look took too long"), ("fr", "prenait trop de temps")):
        told = notice_screen("unwell", facts, Names(), Words(language), now=utc_now()).text
        assert said in told
