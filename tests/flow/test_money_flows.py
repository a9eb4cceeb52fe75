"""Money and sends in the real processes: killed at every point, and many workers on one budget."""

import time
from datetime import timedelta

import pytest
from sqlalchemy import text

from simulator.faults import Fault
from simulator.phone.carrier import bring_text
from tests.support.bots import Hand, wait_for
from tests.support.cast import ALICE, HIM, LINE
from tests.support.inbounds import (
    a_text,
    figures,
    one,
    receive,
    reply_states,
    rows,
    set_total_budget,
)

LISTED = 79_800
SET_ASIDE = 87_780  # with a margin of a tenth


def later(hot, minutes):
    """As if so much time had passed since the reply was claimed."""
    with hot.database.transaction() as connection:
        connection.execute(
            text(
                "UPDATE replies SET claimed_at = claimed_at - :t, changed_at = changed_at - :t,"
                " look_at = look_at - :t"
            ),
            {"t": timedelta(minutes=minutes)},
        )


def states(hot):
    return [state for state, _ in reply_states(hot.database)]


def killed_while(hot, fault, until):
    """A worker that is killed (-9) once `until` holds, in the middle of the one send."""
    hot.start_web()
    worker = hot.run("worker")
    hot.phone.timing.sent = hot.phone.timing.delivered = hot.phone.timing.priced = 0.0
    hot.phone.faults.add(fault)
    bring_text(hot.phone, HIM, LINE, "salut")
    wait_for(lambda: hot.phone.faults.is_used_up)
    wait_for(until)
    worker.kill()
    assert states(hot) == ["sending"]
    assert figures(hot.database) == (0, SET_ASIDE)


@pytest.mark.timeout(180)
def test_killed_before_the_provider_has_it_it_leaves_once_after_two_looks(hot):
    killed_while(hot, Fault("hang", on=HIM, options={"seconds": 1}), lambda: True)
    assert hot.phone.replies_to(HIM) == []

    later(hot, 6)
    hot.run("worker")
    wait_for(lambda: one(hot.database, "SELECT looks FROM replies") == 1, seconds=40)
    assert states(hot) == ["unknown"]
    assert figures(hot.database) == (0, SET_ASIDE)
    later(hot, 10)
    wait_for(lambda: states(hot) == ["delivered"], seconds=40)
    assert figures(hot.database) == (SET_ASIDE, 0)
    later(hot, 3)
    wait_for(lambda: figures(hot.database) == (LISTED, 0), seconds=40)
    assert len(hot.phone.replies_to(HIM)) == 1


@pytest.mark.timeout(180)
def test_killed_when_the_provider_has_it_and_has_not_answered_it_is_adopted(hot):
    killed_while(
        hot,
        Fault("hang_after", on=HIM, options={"seconds": 1, "silent": True}),
        lambda: hot.phone.replies_to(HIM),
    )
    later(hot, 6)
    hot.run("worker")

    wait_for(lambda: states(hot) == ["delivered"], seconds=40)
    assert figures(hot.database) == (LISTED, 0)
    assert len(hot.phone.replies_to(HIM)) == 1


@pytest.mark.timeout(180)
def test_killed_between_the_answer_and_the_commit_it_is_adopted(hot):
    with hot.database.engine.connect() as blocker:

        def answered_and_stopped_before_the_commit():
            waiting = blocker.execute(
                text("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")
            ).scalar_one()
            blocker.execute(text("SELECT id FROM replies FOR UPDATE"))
            return waiting

        killed_while(
            hot,
            Fault("late", on=HIM, options={"seconds": 2, "silent": True}),
            answered_and_stopped_before_the_commit,
        )
        blocker.rollback()
    later(hot, 6)
    hot.run("worker")

    wait_for(lambda: states(hot) == ["delivered"], seconds=40)
    assert figures(hot.database) == (LISTED, 0)
    assert len(hot.phone.replies_to(HIM)) == 1


@pytest.mark.timeout(360)
def test_four_workers_on_five_thousand_due_replies_with_room_for_seven_hundred(hot):
    from hotline.store.prices import put_price
    from hotline.store.settings import change_settings
    from hotline.wiring import utc_now

    now, price = utc_now(), 80_000
    with hot.database.transaction() as connection:
        put_price(connection, "FR", "EUR", price, now)
        change_settings(connection, margin_percent=0, daily_budget_micros=10**12)
    set_total_budget(hot.database, 700 * price)
    then = now - timedelta(hours=1)
    receive(hot.database, *[a_text(then, f"+336{n:08d}") for n in range(5_000)])
    for _ in range(4):
        hot.run("worker")

    wait_for(lambda: set(states(hot)) <= {"sent", "held"}, seconds=240)
    assert len(hot.phone.messages) == 700
    assert len({message.to for message in hot.phone.messages}) == 700
    assert rows(
        hot.database,
        "SELECT status, reason, count(*)::int FROM replies GROUP BY 1, 2 ORDER BY 1",
    ) == [("held", "budget", 4_300), ("sent", None, 700)]
    assert figures(hot.database) == (700 * price, 0)
    told = rows(
        hot.database,
        "SELECT kind, facts->>'level', count(*)::int FROM notices GROUP BY 1, 2 ORDER BY 1, 2",
    )
    assert told == [
        ("budget_warning", "50", 2), ("budget_warning", "80", 2), ("budget_warning", "95", 2),
        ("cap_reached", None, 2),
    ]  # fmt: skip


@pytest.mark.timeout(180)
def test_texts_of_an_outage_are_caught_up_on_and_answered(hot):
    """The web is away: Twilio announces in vain, and keeps its list."""
    for n in range(3):
        _, answer = bring_text(hot.phone, f"+3361234567{n}", LINE, "salut")
        assert answer.status == 0
    hot.start_web()
    hot.run("worker")

    wait_for(lambda: states(hot) == ["delivered"] * 3, seconds=40)
    assert one(hot.database, "SELECT count(*) FROM inbounds") == 3
    inbound = "SELECT inbound_micros FROM ledger_figures WHERE scope = 'total'"
    assert wait_for(lambda: one(hot.database, inbound), seconds=60) == 3 * 7_500


@pytest.mark.timeout(180)
def test_the_line_is_unplugged_and_plugged_from_the_chat(hot):
    hot.run("worker")
    hot.run("bot")
    alice = Hand(hot.chat, ALICE)
    alice.say("/start")
    address = hot.phone.lines[LINE].sms_url

    alice.tap("Unplug", alice.say("/unplug"))
    alice.wait_for_text("is unplugged.", seconds=30)
    assert hot.phone.lines[LINE].sms_url == ""
    alice.say("/plug")
    alice.wait_for_text("is plugged in", seconds=30)
    assert hot.phone.lines[LINE].sms_url == address


@pytest.mark.timeout(180)
def test_a_wrong_token_halts_and_a_right_one_goes_on(hot):
    hot.start_web()
    hot.phone.faults.add(Fault("401", times=-1))
    hot.run("worker")
    bring_text(hot.phone, HIM, LINE, "salut")
    bring_text(hot.phone, "+33612345600", LINE, "salut")
    halted = "SELECT halt_code FROM settings"
    wait_for(lambda: one(hot.database, halted) == "20003", seconds=40)
    asked = len(hot.phone.requests)
    time.sleep(5)
    creates = [one_ for one_ in hot.phone.requests[asked:] if one_["method"] == "POST"]
    assert creates == []

    hot.phone.faults.clear()
    with hot.database.transaction() as connection:
        connection.execute(text("UPDATE settings SET halt_until = now()"))
        connection.execute(text("UPDATE replies SET due_at = now()"))
    wait_for(lambda: states(hot) == ["delivered"] * 2, seconds=60)
    assert one(hot.database, halted) is None
    assert figures(hot.database) == (2 * SET_ASIDE, 0)
