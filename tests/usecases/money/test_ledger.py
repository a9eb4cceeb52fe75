"""The ledger keeps the caps and adds up, whatever happens at the same time."""

import random
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from hotline.domain.days import day_of
from hotline.domain.errors import DeliveryError, Outcome
from hotline.domain.money import Cap
from hotline.domain.replies import ReplyStatus
from hotline.domain.reply_lookups import SentSms
from hotline.gateways.sms import Accepted
from hotline.gateways.twilio_codes import failure_of
from hotline.store.ledger import read_days
from hotline.store.settings import change_settings
from hotline.usecases.money.change_budget import change_budget
from hotline.usecases.money.check_ledger import check_ledger
from hotline.usecases.proposals.confirm_proposal import confirm_proposal
from hotline.usecases.replies.look_up_replies import look_up_replies
from hotline.usecases.replies.record_delivery import record_delivery
from hotline.usecases.replies.send_reply import send_reply
from tests.conftest import truncate
from tests.support.inbounds import a_text, figures, receive, rows, set_total_budget

PRICE = 80_000
# Every state of the figures that is ever written is looked at, not only those that a reader meets.
_GUARD = """
CREATE FUNCTION guard_caps() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE cap bigint;
BEGIN
    SELECT CASE NEW.scope WHEN 'total' THEN total_budget_micros ELSE daily_budget_micros END
      INTO cap FROM settings;
    -- Only what is set aside may be refused: what was spent already is a fact.
    IF NEW.reserved_micros > OLD.reserved_micros
       AND NEW.spent_micros + NEW.reserved_micros > cap THEN
        RAISE EXCEPTION 'the cap of % was passed', NEW.scope;
    END IF;
    IF NEW.spent_micros < 0 OR NEW.reserved_micros < 0 THEN
        RAISE EXCEPTION 'a figure of % is below nothing', NEW.scope;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard_caps BEFORE UPDATE ON ledger_figures
    FOR EACH ROW EXECUTE FUNCTION guard_caps();
"""
_OUTCOMES = st.sampled_from(["sent", "lost_before", "lost_after", "busy", "refused"])


@pytest.fixture
def guarded(database):
    with database.transaction() as connection:
        connection.execute(text(_GUARD))
    yield database
    with database.transaction() as connection:
        connection.execute(text("DROP TRIGGER guard_caps ON ledger_figures"))
        connection.execute(text("DROP FUNCTION guard_caps"))


class Fickle:
    """A provider that answers each reply as the script says, and lists what it has."""

    def __init__(self, outcomes):
        self._outcomes = list(outcomes)
        self._lock = threading.Lock()
        self.messages = []

    def send(self, sms):
        with self._lock:
            outcome = self._outcomes.pop() if self._outcomes else "sent"
            if outcome in ("sent", "lost_after", "dear"):
                self.messages.append(sms)
            sid = f"SM{len(self.messages):032d}"
        if outcome in ("lost_before", "lost_after"):
            raise DeliveryError(Outcome.UNKNOWN, "connection_lost")
        if outcome == "busy":
            raise DeliveryError(Outcome.TEMPORARY, "20429")
        if outcome == "refused":
            raise DeliveryError(Outcome.PERMANENT, "21614")
        return Accepted(sid, 1)

    def sent_to(self, number):
        return [
            SentSms(f"SM{n:032d}", ReplyStatus.SENT, datetime.now(UTC), 1, body=sms.body)
            for n, sms in enumerate(self.messages, 1)
            if sms.to == number
        ]

    def fetch_sent(self, sid):
        price = random.Random(sid).choice([None, PRICE, 3 * PRICE])
        return SentSms(sid, ReplyStatus.SENT, datetime.now(UTC), 1, None, price, "EUR")


@settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    outcomes=st.lists(_OUTCOMES, max_size=24),
    room=st.integers(0, 12),
    day_room=st.integers(0, 12),
    order=st.permutations(range(1, 25)),
    seed=st.integers(0, 1000),
)
def test_whatever_interleaves_the_caps_hold_and_nobody_gets_two(
    guarded, hotline, origin, now, alice, outcomes, room, day_room, order, seed
):
    database = guarded
    with database.transaction() as connection:
        before = ["replies", "inbounds", "senders", "ledger_figures", "ledger_entries"]
        truncate(connection, [*before, "tellings", "notices"])
        change_settings(connection, total_budget_micros=0)
    set_total_budget(database, room * PRICE)
    with database.transaction() as connection:
        change_settings(connection, daily_budget_micros=day_room * PRICE)
    receive(database, *[a_text(now, f"+336123456{n:02d}") for n in range(24)])
    due, gateway = now + timedelta(hours=1), Fickle(outcomes)
    chance = random.Random(seed)

    def act(reply_id):
        what = chance.random()
        if what < 0.75:
            send_reply(reply_id, database=database, gateway=gateway, origin=origin, now=due)
        elif what < 0.85:
            look_up_replies(database=database, gateway=gateway, now=due + timedelta(minutes=20))
        elif what < 0.95:
            record_delivery(
                f"SM{reply_id:032d}",
                chance.choice([ReplyStatus.DELIVERED, ReplyStatus.FAILED]),
                reply_id=None,
                failure=failure_of("30007"),
                database=database,
                now=due,
            )
        else:
            check_ledger(database=database, now=due)

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(act, [*order, *order]))

    figures(database)  # and that they are the entries' sum
    per_sender = [sms.to for sms in gateway.messages]
    assert len(per_sender) == len(set(per_sender))
    assert rows(database, "SELECT 1 FROM notices WHERE kind = 'ledger_differs'") == []


def test_the_guard_of_this_test_does_bite(guarded, now):
    with guarded.transaction() as connection:
        connection.execute(text("INSERT INTO ledger_figures (scope) VALUES ('total')"))
    with pytest.raises(DBAPIError, match="was passed"), guarded.transaction() as connection:
        connection.execute(text("UPDATE ledger_figures SET reserved_micros = 10 ^ 12"))


def test_a_cap_of_the_day_begins_again_at_midnight_where_the_team_lives(
    database, gateway, origin, now
):
    """26 October 2026 is the first day of winter time in Paris: the 25th has 25 hours."""
    with database.transaction() as connection:
        change_settings(connection, daily_budget_micros=PRICE)
    evening = datetime(2026, 10, 25, 20, 0, tzinfo=UTC)
    receive(database, *[a_text(evening, f"+3361234567{n}") for n in range(3)])

    def send(reply_id, hour, minute):
        moment = datetime(2026, 10, 25, hour, minute, tzinfo=UTC)
        return send_reply(reply_id, database=database, gateway=gateway, origin=origin, now=moment)

    assert send(1, 21, 0)
    assert not send(2, 22, 59)  # 23:59 in Paris
    assert send(3, 23, 0)  # midnight
    assert rows(database, "SELECT day::text FROM replies WHERE status = 'sent' ORDER BY id") == [
        ("2026-10-25",), ("2026-10-26",),
    ]  # fmt: skip
    with database.transaction() as connection:
        days = read_days(connection, day_of(evening, "UTC"), day_of(evening, "UTC"))
    assert [found.spent_micros for found in days.values()] == [PRICE]


def test_warnings_come_once_at_half_four_fifths_and_nearly_all(
    database, gateway, origin, now, alice
):
    set_total_budget(database, 20 * PRICE)
    receive(database, *[a_text(now, f"+336123456{n:02d}") for n in range(24)])
    due = now + timedelta(hours=1)
    for reply_id in range(1, 25):
        send_reply(reply_id, database=database, gateway=gateway, origin=origin, now=due)

    told = rows(
        database,
        "SELECT kind, (facts->>'level')::int, count(*)::int FROM notices GROUP BY 1, 2"
        " ORDER BY 2 NULLS LAST",
    )
    assert told == [
        ("budget_warning", 50, 2),
        ("budget_warning", 80, 2),
        ("budget_warning", 95, 2),
        ("cap_reached", None, 2),
    ]


def test_a_raised_cap_that_is_reached_again_is_told_again(database, gateway, origin, now, alice):
    with database.transaction() as connection:
        change_settings(connection, daily_budget_micros=PRICE)
    receive(database, *[a_text(now, f"+3361234567{n}") for n in range(4)])
    due = now + timedelta(hours=1)

    def send_all():
        for reply_id in range(1, 5):
            send_reply(reply_id, database=database, gateway=gateway, origin=origin, now=due)

    send_all()
    asked = change_budget(alice, Cap.DAY, 2 * PRICE, database=database, now=due)
    done = confirm_proposal(alice, asked.proposal_id, database=database, now=due)
    assert done.released == 3
    send_all()

    assert figures(database) == (2 * PRICE, 0)
    caps = rows(
        database, "SELECT DISTINCT facts->>'cap_micros' FROM notices WHERE kind = 'cap_reached'"
    )
    assert sorted(caps) == [(str(2 * PRICE),), (str(PRICE),)]


def test_a_hotline_begins_with_its_total_in_the_ledger(database):
    assert rows(database, "SELECT kind, budget_micros FROM ledger_entries") == [
        ("budget", 500_000_000)
    ]
