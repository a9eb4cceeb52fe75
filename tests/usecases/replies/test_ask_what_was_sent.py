"""A store that is older than the world asks what was sent before it sends anything."""

from datetime import timedelta

import pytest

from hotline.domain.errors import DeliveryError
from hotline.domain.modes import Backlog
from hotline.domain.replies import ReplyStatus
from hotline.store.heartbeats import beat
from hotline.store.organizers import get_organizer
from hotline.store.settings import change_settings, read_settings
from hotline.usecases.inbound.catch_up import catch_up
from hotline.usecases.mode.end_suspension import end_suspension
from hotline.usecases.mode.resume import resume
from hotline.usecases.mode.suspend import suspend
from hotline.usecases.proposals.undo_act import undo_act
from hotline.usecases.replies.adopt_messages import adopt_messages, show_unmatched
from hotline.usecases.replies.ask_what_was_sent import (
    ask_what_was_sent,
    find_unasked,
    record_store_alive,
)
from hotline.usecases.replies.record_delivery import record_delivery
from hotline.usecases.replies.send_reply import send_reply
from hotline.usecases.replies.take_due_replies import take_due_replies
from hotline.usecases.setup.set_up import set_up
from hotline.wiring import utc_now
from simulator.faults import Fault
from simulator.phone.network import Message
from tests.conftest import empty
from tests.support.cast import HIM, LINE, RAIDER
from tests.support.inbounds import a_text, figures, one, receive, reply_states, rows
from tests.support.refusals import refused

HOUR = timedelta(hours=1)


@pytest.fixture
def right_now():
    return utc_now().replace(microsecond=0)


@pytest.fixture
def world(hotline, phone, provider, origin, right_now):
    return World(hotline, phone, provider, origin, right_now)


class World:
    """The hotline and the phone network around it, at one moment."""

    def __init__(self, hotline, phone, provider, origin, now):
        self.hotline, self.phone, self.provider = hotline, phone, provider
        self.origin, self.now = origin, now
        self.database = hotline.database

    def text(self, sender, *, ago):
        """A man texts; the provider has it in its list."""
        at = self.now - ago
        message = Message(sender, LINE, "salut", "inbound", "received", at, sent_at=at)
        self.phone.add_message(message)
        return a_text(at, sender, "salut", sid=message.sid)

    def send_due(self):
        for reply_id, _ in take_due_replies(database=self.database, now=self.now, limit=99):
            send_reply(
                reply_id,
                database=self.database,
                gateway=self.provider.sms,
                origin=self.origin,
                now=self.now,
            )

    def sent(self):
        return sorted(m.to for m in self.phone.messages if m.direction == "outbound-api")

    def restore_an_empty_backup(self):
        """The store of before, whose heart beat for the last time yesterday."""
        empty(self.database.engine)
        settings = self.hotline.settings
        yesterday = self.now - timedelta(hours=20)
        owners = settings.owner_telegram_ids
        set_up(settings.first, owners, database=self.database, now=yesterday)
        with self.database.transaction() as connection:
            beat(connection, "store", yesterday)
            beat(connection, "catch_up", yesterday)
            change_settings(connection, margin_percent=0, first_step=None)
            connection.exec_driver_sql(
                "INSERT INTO prices (country, currency, micros, fetched_at)"
                " VALUES ('FR', 'EUR', 80000, now())"
            )

    def catch_up(self):
        history = self.provider.history
        catch_up(database=self.database, gateway=history, lines=[LINE], now=self.now)

    def ask(self):
        return ask_what_was_sent(
            database=self.database, gateway=self.provider.history, senders=[LINE], now=self.now
        )

    def wake_up(self):
        return record_store_alive(database=self.database, now=self.now)

    def mode(self):
        with self.database.transaction() as connection:
            return read_settings(connection).mode

    def owner(self, number=1):
        with self.database.transaction() as connection:
            return get_organizer(connection, self.database.vault, number)


def test_a_store_that_lives_sends_and_asks_nobody(world):
    receive(world.database, world.text(HIM, ago=2 * HOUR))
    for seconds in (0, 10, 500):
        moment = world.now + timedelta(seconds=seconds)
        assert not record_store_alive(database=world.database, now=moment)
    world.send_due()

    assert world.sent() == [HIM]
    assert not find_unasked(database=world.database)


def test_after_a_restore_nobody_gets_a_second_reply_and_the_money_is_counted(world):
    receive(world.database, world.text(HIM, ago=3 * HOUR))
    world.send_due()
    late = world.text(RAIDER, ago=2 * HOUR)
    world.restore_an_empty_backup()

    # Nobody has noticed it yet: what was left in the queue sends nothing.
    world.catch_up()
    world.send_due()
    assert world.sent() == [HIM]

    assert world.wake_up()
    world.catch_up()
    world.send_due()
    assert world.ask() == 1
    assert world.mode() == "suspended"
    assert world.ask() == 0
    told = rows(world.database, "SELECT organizer_id, facts FROM notices ORDER BY id")
    assert told == [(1, {"count": 1}), (2, {"count": 1})]

    owner = world.owner()
    shown = show_unmatched(owner, database=world.database, now=world.now)
    assert (shown.count, shown.micros) == (1, 80_000)
    adopted = adopt_messages(owner, database=world.database, now=world.now)
    assert (adopted.count, adopted.micros) == (1, 80_000)
    assert figures(world.database) == (80_000, 0)
    assert reply_states(world.database)[0][0] in ("sent", "delivered")
    refused("nothing_there", adopt_messages, owner, database=world.database, now=world.now)

    with world.database.transaction() as connection:
        version = read_settings(connection).mode_version
    resume(owner, Backlog.KEEP, mode_version=version, database=world.database, now=world.now)
    world.send_due()
    assert world.sent() == sorted([HIM, RAIDER])
    assert late is not None


def test_nobody_opens_it_before_an_owner_has_looked(world):
    receive(world.database, world.text(HIM, ago=3 * HOUR))
    world.send_due()
    world.restore_an_empty_backup()
    owner = world.owner()
    act = suspend(owner, database=world.database, now=world.now, lasting=timedelta(minutes=1))
    world.wake_up()
    world.catch_up()
    world.ask()

    with world.database.transaction() as connection:
        version = read_settings(connection).mode_version
    more = {"database": world.database, "now": world.now}
    for backlog in (Backlog.KEEP, Backlog.LEAVE, Backlog.DROP):
        refused("unmatched_first", resume, owner, backlog, mode_version=version, **more)
    refused("overtaken", undo_act, owner, act, **more)
    assert not end_suspension(database=world.database, now=world.now + HOUR)
    assert world.mode() == "suspended"


def test_before_the_inbound_is_caught_up_the_adopted_message_is_its_answer(world):
    receive(world.database, world.text(HIM, ago=3 * HOUR))
    world.send_due()
    world.restore_an_empty_backup()
    world.wake_up()
    assert world.ask() == 1
    adopt_messages(world.owner(), database=world.database, now=world.now)
    world.catch_up()

    assert rows(world.database, "SELECT reason FROM inbounds") == [("already_answered",)]
    assert figures(world.database) == (80_000, 0)


def test_what_was_caught_up_is_asked_about_in_a_living_store_too(world):
    world.wake_up()
    world.text(HIM, ago=3 * HOUR)
    world.catch_up()
    world.send_due()
    assert world.sent() == []

    assert world.ask() == 0
    world.send_due()
    assert world.sent() == [HIM]


def test_a_message_of_a_send_that_got_no_answer_is_known(world):
    receive(world.database, world.text(HIM, ago=3 * HOUR))
    world.phone.faults.add(Fault("500_after"))
    world.send_due()
    assert one(world.database, "SELECT status FROM replies") == "unknown"
    world.text(RAIDER, ago=2 * HOUR)
    world.catch_up()

    assert world.ask() == 0
    assert world.mode() == "open"


def test_a_late_proof_of_a_send_that_was_planned_again_is_taken(world):
    receive(world.database, world.text(HIM, ago=3 * HOUR))
    world.phone.faults.add(Fault("500_after"))
    world.send_due()
    with world.database.transaction() as connection:
        # As if two looks had found nothing.
        connection.exec_driver_sql("UPDATE replies SET status = 'planned', attempt = 1")
        connection.exec_driver_sql(
            "INSERT INTO ledger_entries (kind, reply_id, day, spent_micros, reserved_micros,"
            " created_at) SELECT 'give_back', id, day, 0, -80000, now() FROM replies"
        )
        connection.exec_driver_sql("UPDATE ledger_figures SET reserved_micros = 0")
    world.text(RAIDER, ago=2 * HOUR)
    world.catch_up()
    world.ask()
    world.send_due()

    assert world.sent() == sorted([HIM, RAIDER])
    assert figures(world.database)[0] == 160_000


def test_while_the_list_cannot_be_read_nothing_leaves(world):
    receive(world.database, world.text(HIM, ago=3 * HOUR))
    with world.database.transaction() as connection:
        beat(connection, "store", world.now - 5 * HOUR)
    world.wake_up()
    world.phone.faults.add(Fault("500_before", on="list", times=-1))
    with pytest.raises(DeliveryError):
        world.ask()
    world.send_due()
    assert world.sent() == []

    world.phone.faults.clear()
    assert world.ask() == 0
    world.send_due()
    assert world.sent() == [HIM]


def test_answers_of_the_provider_and_what_failed_are_nobodys_reply(world):
    for direction, status in (("outbound-reply", "sent"), ("outbound-api", "failed")):
        at = world.now - HOUR
        world.phone.add_message(Message(LINE, HIM, "x", direction, status, at, sent_at=at))
    with world.database.transaction() as connection:
        beat(connection, "store", world.now - 5 * HOUR)
    world.wake_up()

    assert world.ask() == 0
    assert world.mode() == "open"


def test_what_is_due_at_a_jump_of_the_clock_leaves_as_soon_as_the_list_was_read(world):
    world.wake_up()
    receive(world.database, world.text(HIM, ago=timedelta()))
    world.now += 2 * HOUR
    # Not taken before the gap is noticed: what is taken and cannot be claimed waits half a minute.
    assert take_due_replies(database=world.database, now=world.now, limit=9) == []

    assert world.wake_up()
    assert world.ask() == 0
    world.send_due()
    assert world.sent() == [HIM]


def test_a_store_that_is_another_one_asks_even_without_a_gap(world):
    """A standby that was promoted, or a dump of a minute ago: its last sends are lost."""
    world.wake_up()
    receive(world.database, world.text(HIM, ago=2 * HOUR))
    with world.database.transaction() as connection:
        connection.exec_driver_sql("UPDATE store_identity SET identity = '7:00000001:1'")
    world.send_due()
    assert world.sent() == []

    assert world.wake_up()
    assert not world.wake_up()
    assert find_unasked(database=world.database)
    assert world.ask() == 0
    world.send_due()
    assert world.sent() == [HIM]


def test_a_restored_dump_is_another_store(world):
    world.wake_up()
    with world.database.transaction() as connection:
        for statement in (
            "CREATE TABLE restored (LIKE heartbeats INCLUDING ALL)",
            "INSERT INTO restored SELECT * FROM heartbeats",
            "DROP TABLE heartbeats",
            "ALTER TABLE restored RENAME TO heartbeats",
            "ALTER INDEX restored_pkey RENAME TO pk_heartbeats",
        ):
            connection.exec_driver_sql(statement)

    assert world.wake_up()
    assert not world.wake_up()


def test_a_report_on_what_this_store_never_sent_makes_it_ask(world):
    world.wake_up()
    receive(world.database, world.text(HIM, ago=2 * HOUR))
    sent = Message(LINE, HIM, "Bonjour", "outbound-api", "delivered", world.now - HOUR)
    world.phone.add_message(sent)
    more = {"failure": None, "database": world.database, "now": world.now}
    assert not record_delivery(sent.sid, ReplyStatus.DELIVERED, reply_id=1, to=HIM, **more)
    world.send_due()

    assert world.ask() == 1
    assert world.mode() == "suspended"
    adopt_messages(world.owner(), database=world.database, now=world.now)
    assert reply_states(world.database)[0][0] in ("sent", "delivered")


def test_of_two_replies_the_one_that_may_still_leave_is_the_adopted_one(world):
    receive(world.database, world.text(HIM, ago=5 * HOUR))
    with world.database.transaction() as connection:
        connection.exec_driver_sql("UPDATE replies SET status = 'dropped'")
        connection.exec_driver_sql("UPDATE senders SET last_planned_at = NULL")
    receive(world.database, world.text(HIM, ago=3 * HOUR))
    with world.database.transaction() as connection:
        beat(connection, "store", world.now - 2 * HOUR)
    world.phone.add_message(
        Message(LINE, HIM, "Bonjour", "outbound-api", "delivered", world.now - HOUR)
    )
    assert world.wake_up()
    assert world.ask() == 1
    adopt_messages(world.owner(), database=world.database, now=world.now)

    old, new = (status for status, _ in reply_states(world.database))
    assert old == "dropped"
    assert new in ("sent", "delivered")
