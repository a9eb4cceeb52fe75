"""One scheduler of many runs the tasks, and a failing task stops no other."""

import logging

from redis.exceptions import ConnectionError as RedisConnectionError

from hotline.store.locks import SCHEDULER, SoleLock
from tests.support.bots import wait_for
from worker.rota import PeriodicTask
from worker.scheduler import Scheduler


class Counted:
    """A task that counts, and fails as often as it is told."""

    def __init__(self, failures=0):
        self.times = 0
        self.failures = failures

    def __call__(self):
        self.times += 1
        if self.times <= self.failures:
            raise RedisConnectionError("secret redis://:password@host")


def test_of_two_schedulers_one_ticks_and_the_other_takes_over(database):
    first, second = Counted(), Counted()
    schedulers = [Scheduler(database, [PeriodicTask("count", 1, one)]) for one in (first, second)]
    schedulers[0].start()
    wait_for(lambda: first.times)
    schedulers[1].start()
    before = first.times
    wait_for(lambda: first.times >= before + 2)
    assert second.times == 0

    schedulers[0].stop()
    wait_for(lambda: second.times)
    schedulers[1].stop()


def test_a_task_that_fails_is_logged_once_and_tried_again(database, caplog):
    caplog.set_level(logging.INFO, "worker.scheduler")
    failing, fine = Counted(failures=2), Counted()
    scheduler = Scheduler(
        database, [PeriodicTask("failing", 1, failing), PeriodicTask("fine", 1, fine)]
    )
    scheduler.start()
    wait_for(lambda: failing.times >= 3)
    scheduler.stop()

    said = [record.getMessage() for record in caplog.records]
    assert said == [
        "failing: ConnectionError, trying again every second or so",
        "failing: works again",
    ]
    assert fine.times >= 3


def test_the_lock_goes_with_its_connection(database):
    older, newer = SoleLock(database.engine, SCHEDULER), SoleLock(database.engine, SCHEDULER)
    assert older.hold()
    assert older.hold()
    assert not newer.hold()
    older._connection.connection.driver_connection.close()

    # PostgreSQL frees it when that session's process has read the end of its connection.
    wait_for(newer.hold)
    assert not older.hold()
    newer.release()
    wait_for(older.hold)
    older.release()


def test_a_bug_in_a_task_does_not_stop_the_scheduler(database, caplog):
    class Buggy(Counted):
        def __call__(self):
            self.times += 1
            raise ZeroDivisionError

    buggy, fine = Buggy(), Counted()
    scheduler = Scheduler(
        database, [PeriodicTask("buggy", 1, buggy), PeriodicTask("fine", 1, fine)]
    )
    scheduler.start()
    wait_for(lambda: fine.times >= 2)
    scheduler.stop()

    scheduler_again = SoleLock(database.engine, SCHEDULER)
    assert "ZeroDivisionError" in caplog.text
    wait_for(scheduler_again.hold)
    scheduler_again.release()
