"""The schedule: a watch that fails again and again is told to people."""

import pytest
from redis import Redis

from tests.support.inbounds import one, rows
from worker.queue import make_queue
from worker.schedule import make_schedule


@pytest.fixture
def tasks(hotline, redis_url):
    with Redis.from_url(redis_url) as connection:
        connection.flushall()
        yield {
            task.name: task for task in make_schedule(hotline, connection, make_queue(connection))
        }


def fail(task, times):
    for _ in range(times):
        with pytest.raises(Exception, match="watch"):
            task.do()


def test_thirty_looks_that_fail_are_told_once_an_hour(database, tasks):
    with database.transaction() as connection:
        connection.exec_driver_sql("ALTER TABLE watch RENAME TO broken")
    try:
        fail(tasks["watch"], 29)
        assert rows(database, "SELECT kind FROM notices") == []
        fail(tasks["watch"], 2)
    finally:
        with database.transaction() as connection:
            connection.exec_driver_sql("ALTER TABLE broken RENAME TO watch")

    assert rows(database, "SELECT DISTINCT kind, is_loud FROM notices") == [("unwatched", True)]
    assert one(database, "SELECT count(*) FROM notices") == 2  # one each for two owners


def test_a_look_that_works_again_counts_from_the_beginning(database, tasks):
    with database.transaction() as connection:
        connection.exec_driver_sql("ALTER TABLE watch RENAME TO broken")
    fail(tasks["watch"], 29)
    with database.transaction() as connection:
        connection.exec_driver_sql("ALTER TABLE broken RENAME TO watch")
    tasks["watch"].do()
    with database.transaction() as connection:
        connection.exec_driver_sql("ALTER TABLE watch RENAME TO broken")
    fail(tasks["watch"], 2)
    with database.transaction() as connection:
        connection.exec_driver_sql("ALTER TABLE broken RENAME TO watch")

    assert rows(database, "SELECT kind FROM notices") == []


def test_every_task_can_run_on_an_empty_hotline(database, tasks):
    for task in tasks.values():
        task.do()
