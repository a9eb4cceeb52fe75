"""A job or a task that fails again and again reaches people, with its name."""

from redis import Redis
from sqlalchemy import text

from hotline.usecases.checkups.report_failing_work import TOO_SLOW
from tests.support.inbounds import rows
from tests.support.large import impatient
from worker import work_report
from worker.queue import connect, enqueue, make_queue
from worker.rota import PeriodicTask
from worker.run import CheckedWorker
from worker.scheduler import Scheduler
from worker.work_report import WorkReport


def failing(database):
    return rows(database, "SELECT name, failures FROM failing_work ORDER BY name")


def test_a_job_that_fails_is_noted_by_its_name_and_one_that_works_clears_it(hotline):
    database, connection = hotline.database, connect(hotline)
    connection.flushdb()
    queue = make_queue(connection)
    report = WorkReport(database)

    def work():
        enqueue(queue, "run_checkups", job_id="checkups")
        worker = CheckedWorker([queue], connection=connection, serializer="json", report=report)
        worker.work(burst=True)

    from worker import jobs

    kept = list(jobs._context)
    jobs._context.clear()
    try:
        work()
        work()
        assert failing(database) == [("run_checkups", 2)]
    finally:
        jobs._context[:] = kept
    report.worked("run_checkups")
    assert failing(database) == []
    connection.close()


def test_a_task_that_fails_is_noted_and_an_outage_of_redis_is_not(database):
    def broken():
        raise ValueError

    def away():
        Redis(port=9, socket_connect_timeout=0.1).ping()

    tasks = [PeriodicTask("broken", 1, broken), PeriodicTask("away", 1, away)]
    scheduler = Scheduler(database, tasks)
    for _ in range(3):
        for task in tasks:
            assert not scheduler._try(task.name, task.do)

    assert failing(database) == [("broken", 3)]


def test_a_task_that_takes_too_long_is_noted_since_the_store_is_not_away(database):
    with impatient(database) as hurried:

        def slow():
            with hurried.transaction() as connection:
                connection.execute(text("SELECT pg_sleep(60)"))

        def away():
            with hurried.transaction() as connection:
                connection.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))

        tasks = [PeriodicTask("slow", 1, slow), PeriodicTask("away", 1, away)]
        scheduler = Scheduler(database, tasks)
        for _ in range(2):
            for task in tasks:
                assert not scheduler._try(task.name, task.do)

        assert failing(database) == [("slow", 2)]
        assert work_report._what(error_of(slow)) == TOO_SLOW


def error_of(do):
    try:
        do()
    except Exception as error:
        return error
    raise AssertionError
