"""The worker unplugs a line and plugs it in again as it was."""

from datetime import timedelta

import pytest

from hotline.domain.errors import RefusedError
from hotline.usecases.lines.plug import plug
from hotline.usecases.lines.run_errands import find_errands, run_errands
from hotline.usecases.lines.unplug import unplug
from hotline.usecases.money.show_budget import show_budget
from hotline.usecases.proposals.confirm_proposal import confirm_proposal
from simulator.faults import Fault
from simulator.phone.carrier import bring_text
from tests.support.cast import HIM, LINE, PUBLIC_URL
from tests.support.inbounds import one, rows


def confirm_unplug(database, alice, now):
    asked = unplug(alice, [LINE], database=database, now=now)
    confirm_proposal(alice, asked.proposal_id, database=database, now=now)


def run(database, provider, now):
    return run_errands(database=database, gateway=provider.lines, public_url=PUBLIC_URL, now=now)


def test_an_unplugged_line_costs_nothing_and_is_plugged_as_it_was(
    database, phone, provider, alice, now
):
    address = phone.lines[LINE].sms_url
    phone.lines[LINE].sms_fallback_url = "https://other.example.org/sms"
    confirm_unplug(database, alice, now)
    assert phone.lines[LINE].sms_url == address  # the worker does it
    assert find_errands(database=database, now=now)
    assert run(database, provider, now) == 1

    assert phone.lines[LINE].sms_url == phone.lines[LINE].sms_fallback_url == ""
    bring_text(phone, HIM, LINE, "salut")
    assert phone.messages == []
    assert [one.line for one in show_budget(database=database, now=now).unplugged] == [LINE]
    with pytest.raises(RefusedError, match="already_unplugged"):
        unplug(alice, [LINE], database=database, now=now)

    assert not plug(alice, [LINE], database=database, now=now).is_check
    run(database, provider, now)
    assert phone.lines[LINE].sms_url == address
    assert phone.lines[LINE].sms_fallback_url == "https://other.example.org/sms"
    assert show_budget(database=database, now=now).unplugged == []
    kinds = rows(database, "SELECT kind, count(*)::int FROM notices GROUP BY 1 ORDER BY 1")
    assert kinds == [
        ("act.plug", 1), ("act.unplug", 1), ("line_plugged", 2), ("line_unplugged", 2),
    ]  # fmt: skip
    assert not find_errands(database=database, now=now)


def told_of_plugging(database):
    return [facts for (facts,) in rows(database, "SELECT facts FROM notices WHERE kind='act.plug'")]


def test_plugging_what_is_not_unplugged_only_checks_and_says_so(database, provider, alice, now):
    assert plug(alice, [LINE], database=database, now=now).is_check
    run(database, provider, now)
    (told,) = told_of_plugging(database)
    assert told["is_check"] is True


def test_plugging_what_is_about_to_be_unplugged_is_no_check(database, provider, alice, now):
    confirm_unplug(database, alice, now)

    assert not plug(alice, [LINE], database=database, now=now).is_check
    assert [told.get("is_check", False) for told in told_of_plugging(database)] == [False]


def test_an_errand_that_dies_half_way_keeps_the_first_address(
    database, phone, provider, alice, now
):
    address = phone.lines[LINE].sms_url = "https://other.example.org/sms-in"
    confirm_unplug(database, alice, now)

    class Dies:
        def read_address(self, line):
            return provider.lines.read_address(line)

        def change_address(self, line, wanted):
            provider.lines.change_address(line, wanted)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run_errands(database=database, gateway=Dies(), public_url=PUBLIC_URL, now=now)
    assert phone.lines[LINE].sms_url == ""
    assert run(database, provider, now) == 1
    plug(alice, [LINE], database=database, now=now)
    run(database, provider, now)

    assert phone.lines[LINE].sms_url == address


def test_the_provider_away_is_tried_again_and_given_up_in_the_end(
    database, phone, provider, alice, now
):
    confirm_unplug(database, alice, now)
    phone.faults.add(Fault("500_before", on="lines", times=-1))
    moment = now
    for _ in range(6):
        run(database, provider, moment)
        moment += timedelta(minutes=10)

    assert not find_errands(database=database, now=moment)
    assert phone.lines[LINE].sms_url != ""
    told = rows(
        database,
        "SELECT kind, facts->>'code' FROM notices WHERE kind LIKE 'unplug%' ORDER BY id",
    )
    assert told == [("unplug_delayed", "20500")] * 2 + [("unplug_failed", "20500")] * 2


def test_a_line_that_is_not_ours_is_told_at_once(database, phone, provider, alice, now):
    asked = unplug(alice, ["+33700000000"], database=database, now=now)
    confirm_proposal(alice, asked.proposal_id, database=database, now=now)

    assert run(database, provider, now) == 1
    assert one(database, "SELECT error_code FROM errands") == "line_not_found"


def test_a_plug_overtakes_an_unplug_that_was_not_run_yet(database, phone, provider, alice, now):
    address = phone.lines[LINE].sms_url
    confirm_unplug(database, alice, now)
    plug(alice, [LINE], database=database, now=now)
    assert run(database, provider, now) == 1

    assert phone.lines[LINE].sms_url == address


def test_a_line_without_an_address_is_given_ours(database, phone, provider, alice, now):
    phone.lines[LINE].sms_url = ""
    plug(alice, [LINE], database=database, now=now)
    run(database, provider, now)

    assert phone.lines[LINE].sms_url == f"{PUBLIC_URL}/twilio/sms#rc=2&rp=5xx,ct,rt"


def test_the_number_that_is_changed_is_exactly_ours(database, phone, provider, alice, now):
    from simulator.phone.network import Line

    longer = Line(LINE + "9", "https://other.example.org/sms", "")
    phone.lines = {longer.number: longer, **phone.lines}
    confirm_unplug(database, alice, now)
    run(database, provider, now)

    assert longer.sms_url == "https://other.example.org/sms"
    assert phone.lines[LINE].sms_url == ""


def test_an_errand_that_is_overtaken_while_it_runs_is_put_right(
    database, phone, provider, alice, now
):
    address = phone.lines[LINE].sms_url
    confirm_unplug(database, alice, now)

    class IsSlow:
        def read_address(self, line):
            return provider.lines.read_address(line)

        def change_address(self, line, wanted):
            plug(alice, [LINE], database=database, now=now)
            run(database, provider, now)
            provider.lines.change_address(line, wanted)

    run_errands(database=database, gateway=IsSlow(), public_url=PUBLIC_URL, now=now)
    assert phone.lines[LINE].sms_url == ""
    run(database, provider, now)
    assert phone.lines[LINE].sms_url == address
