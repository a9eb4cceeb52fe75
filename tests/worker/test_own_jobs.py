"""Redis is not trusted: only our own jobs are run, and whatever is left there is put right."""

import inspect
import json
import zlib
from datetime import timedelta

import pytest

from hotline.wiring import utc_now
from tests.support.cast import LINE
from tests.support.inbounds import a_text, one, receive
from worker import jobs
from worker.jobs import JobContext, configure_jobs
from worker.own_jobs import OWN_JOBS, name_of
from worker.queue import clear_wrong_kinds, enqueue
from worker.run import CheckedWorker
from worker.schedule import make_schedule
from worker.work_report import WorkReport


@pytest.fixture
def work(hotline, connection, queue, provider, origin, targets):
    """Do what waits in the queue, as the worker does."""
    configure_jobs(JobContext(hotline.database, provider, origin, (LINE,), targets))

    def work_():
        report = WorkReport(hotline.database)
        worker = CheckedWorker([queue], connection=connection, serializer="json", report=report)
        worker.work(burst=True)

    return work_


def called(name, *arguments, instance=None, **named):
    return json.dumps([name, instance, list(arguments), named]).encode()


def test_every_job_has_its_row_and_takes_integers_only():
    functions = {
        name: found
        for name, found in vars(jobs).items()
        if inspect.isfunction(found) and found.__module__ == jobs.__name__ and name[0] != "_"
    }
    del functions["configure_jobs"]
    assert {
        name: [str(one.annotation) for one in inspect.signature(found).parameters.values()]
        for name, found in functions.items()
    } == {name: ["<class 'int'>"] * len(own.largest) for name, own in OWN_JOBS.items()}


FOREIGN = {
    "another function": called("subprocess.getoutput", "touch /tmp/owned"),
    "of ours, in no table": called("worker.jobs.configure_jobs", 1),
    "beside ours": called("worker.jobs._send_reply.send_reply", 1),
    "of the store": called("hotline.store.migrate.migrate", 1),
    "words": called("worker.jobs.send_reply", "1; DROP TABLE replies"),
    "yes": called("worker.jobs.send_reply", True),
    "a fraction": called("worker.jobs.send_reply", 1.5),
    "below zero": called("worker.jobs.send_reply", -1),
    "too large": called("worker.jobs.send_reply", 2**63),
    "too many": called("worker.jobs.send_reply", 1, 2),
    "too few": called("worker.jobs.send_reply"),
    "by name": called("worker.jobs.send_reply", reply_id=1),
    "of an instance": called("worker.jobs.send_reply", 1, instance="x"),
    "years": called("worker.jobs.catch_up_days", 4000),
    "rubbish": b"\x80\x04\x95rubbish",
    "pickle": b"cos\nsystem\n(S'true'\ntR.",
    "nothing": b"",
    "deep": b"[" * 4000,
    "huge": b" " * 5000,
    "a bomb": zlib.compress(b" " * 10_000_000),
    "no list": b"{}",
}


@pytest.mark.parametrize("data", FOREIGN.values(), ids=FOREIGN)
def test_a_foreign_job_has_no_name(data):
    assert name_of(data) is None
    assert name_of(zlib.compress(data)) is None


@pytest.mark.parametrize("name", OWN_JOBS)
def test_a_job_of_ours_has_its_name(name):
    data = called(f"worker.jobs.{name}", *(0 for _ in OWN_JOBS[name].largest))

    assert name_of(data) == name
    assert name_of(zlib.compress(data)) == name


@pytest.mark.parametrize("data", FOREIGN.values(), ids=FOREIGN)
def test_a_foreign_job_is_passed_over_and_ours_behind_it_is_done(
    database, connection, queue, work, data
):
    connection.hset("rq:job:evil", mapping={"data": data, "status": "queued"})
    connection.lpush(queue.key, "evil")
    enqueue(queue, "beat", job_id="beat")
    work()

    assert one(database, "SELECT count(*) FROM heartbeats WHERE name = 'worker'") == 1
    assert queue.count == 0


def test_nothing_of_a_job_brings_other_code_with_it(database, connection, queue, work, tmp_path):
    """Callbacks, webhooks, dependents, repeats, limits: none of them is read."""
    enqueue(queue, "beat", job_id="beat")
    owned = tmp_path / "owned"
    connection.hset(
        "rq:job:beat",
        mapping={
            "success_callback_name": "os.mkdir",
            "failure_callback_name": "os.mkdir",
            "stopped_callback_name": "os.mkdir",
            "webhooks": json.dumps([{"url": "http://127.0.0.1:9/owned", "statuses": ["finished"]}]),
            "repeats_left": "3",
            "repeat_intervals": "[0]",
            "retries_left": "3",
            "timeout": "-5",
            "origin": "default",
            "result": b"\x80rubbish",
            "meta": b"\x80rubbish",
            "dependency_ids": json.dumps(["evil"]),
        },
    )
    data = called("os.mkdir", str(owned))
    connection.hset("rq:job:evil", mapping={"data": data, "status": "deferred"})
    connection.sadd("rq:job:beat:dependents", "evil")
    work()
    work()

    assert not owned.exists()
    assert one(database, "SELECT count(*) FROM heartbeats WHERE name = 'worker'") == 1
    assert queue.count == 0


def test_a_suspension_in_redis_suspends_nothing(database, connection, queue, work):
    connection.set("rq:suspended", 1)
    enqueue(queue, "beat", job_id="beat")
    work()

    assert one(database, "SELECT count(*) FROM heartbeats WHERE name = 'worker'") == 1


LEFT = {
    "the list is gone": lambda c: c.delete("rq:queue:hotline"),
    "half way to a worker": lambda c: c.lmove(
        "rq:queue:hotline", "rq:queue:hotline:intermediate", "LEFT", "RIGHT"
    ),
    "another kind of list": lambda c: c.set("rq:queue:hotline", "x") if c.delete(
        "rq:queue:hotline"
    ) else None,
    "another kind of job": lambda c: (
        c.delete("rq:queue:hotline"), c.delete("rq:job:look-up"), c.set("rq:job:look-up", "x")
    ),
    "the job is rubbish": lambda c: (
        c.delete("rq:queue:hotline"), c.hset("rq:job:look-up", "data", "rubbish")
    ),
    "begun in the year 3000": lambda c: (
        c.delete("rq:queue:hotline"),
        c.hset("rq:job:look-up", mapping={
            "status": "started", "started_at": "3000-01-01T00:00:00.000000Z"}),
    ),
    "begun long ago with a limit of years": lambda c: (
        c.delete("rq:queue:hotline"),
        c.hset("rq:job:look-up", mapping={
            "status": "started", "started_at": "2020-01-01T00:00:00.000000Z",
            "timeout": "999999999"}),
    ),
    "deferred": lambda c: (
        c.delete("rq:queue:hotline"), c.hset("rq:job:look-up", "status", "deferred")
    ),
    "a status of nobody's": lambda c: (
        c.delete("rq:queue:hotline"), c.hset("rq:job:look-up", "status", "enchanted")
    ),
    "registries of another kind": lambda c: (
        c.set("rq:wip:hotline", "x"), c.set("rq:failed:hotline", "x"), c.set("rq:workers", "x"),
        c.set("rq:workers:hotline", "x"), c.set("rq:queues", "x"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("spoil", LEFT.values(), ids=LEFT)
def test_the_queue_is_rebuilt_whatever_is_left_in_redis(hotline, connection, queue, work, spoil):
    """A reply that is due, and a job of a fixed name: both are done in the end."""
    receive(hotline.database, a_text(utc_now() - hotline_delay(hotline)))
    tasks = {task.name: task for task in make_schedule(hotline, connection, queue)}
    enqueue(queue, "look_up_replies", job_id="look-up")
    spoil(connection)
    clear_wrong_kinds(connection)
    tasks["look up"].do()
    tasks["dispatch"].do()
    assert connection.lpos(queue.key, "look-up") is not None
    work()

    assert one(hotline.database, "SELECT status FROM replies") == "sent"
    assert not connection.exists("rq:job:look-up")


def test_a_due_reply_whose_job_was_left_without_a_queue_is_enqueued_again(
    hotline, connection, queue, work
):
    database = hotline.database
    receive(database, a_text(utc_now() - hotline_delay(hotline)))
    dispatch = next(
        task.do for task in make_schedule(hotline, connection, queue) if task.name == "dispatch"
    )
    dispatch()
    connection.delete(queue.key)
    with database.transaction() as store:
        store.exec_driver_sql("UPDATE replies SET enqueued_at = enqueued_at - interval '1 hour'")
    dispatch()
    work()

    assert one(database, "SELECT status FROM replies") == "sent"


def hotline_delay(hotline):
    return timedelta(seconds=hotline.settings.first.delay_seconds + 1)
