"""The queue carries ids in JSON, each one once, and speaks to a platform's Redis."""

from dataclasses import replace

import pytest
from redis import Redis
from redis.exceptions import ConnectionError as RedisConnectionError
from rq import SimpleWorker

from hotline.settings import redis_url as read_redis_url
from hotline.usecases.replies.take_due_replies import take_due_replies
from hotline.wiring import Hotline
from tests.support.cast import LINE
from tests.support.inbounds import a_text, receive, reply_states
from tests.support.tls import behind_tls
from worker.jobs import JobContext, configure_jobs
from worker.queue import connect, enqueue, make_queue
from worker.schedule import make_schedule


def test_a_job_is_its_name_and_an_id_and_nothing_else(queue, connection):
    enqueue(queue, "send_reply", 412, job_id="reply-412-0")

    (kept,) = connection.keys("rq:job:*")
    job = connection.hgetall(kept)
    assert job[b"description"] == b"send_reply"
    assert queue.jobs[0].args == [412]
    assert queue.jobs[0].serializer.__name__ == "JSONSerializer"
    assert queue.jobs[0].result_ttl == 0


def test_a_job_that_waits_already_is_not_enqueued_again(queue):
    assert enqueue(queue, "send_reply", 1, job_id="reply-1-0")
    assert not enqueue(queue, "send_reply", 1, job_id="reply-1-0")
    assert queue.count == 1


def test_a_done_job_leaves_nothing_behind_and_its_id_is_free(
    hotline, queue, connection, provider, origin, targets
):
    configure_jobs(JobContext(hotline.database, provider, origin, (LINE,), targets))
    enqueue(queue, "beat", job_id="beat")
    SimpleWorker([queue], connection=connection, serializer="json").work(burst=True)

    assert connection.keys("rq:job:*") == []
    assert enqueue(queue, "beat", job_id="beat")


def test_what_is_due_goes_through_the_queue_to_the_phone_network(
    hotline, database, queue, connection, provider, origin, phone, targets
):
    from datetime import timedelta

    from hotline.wiring import utc_now

    moment = utc_now() - timedelta(hours=1, seconds=1)
    receive(database, a_text(moment), a_text(moment, "+33612345679"))
    configure_jobs(JobContext(database, provider, origin, (LINE,), targets))
    (dispatch,) = [
        one for one in make_schedule(hotline, connection, queue) if one.name == "dispatch"
    ]
    dispatch.do()
    dispatch.do()
    assert queue.count == 2
    SimpleWorker([queue], connection=connection, serializer="json").work(burst=True)

    assert [state for state, _ in reply_states(database)] == ["sent", "sent"]
    assert len(phone.messages) == 2
    assert take_due_replies(database=database, now=utc_now(), limit=10) == []


def test_a_platforms_redis_with_its_own_certificate_is_spoken_to(hotline, redis_url, tmp_path):
    plain = int(redis_url.rpartition(":")[2].partition("/")[0])
    with behind_tls(plain, tmp_path) as port:
        address = f"rediss://127.0.0.1:{port}/0"
        url = read_redis_url(address, verifies=False)
        platform = Hotline(replace(hotline.settings, redis_url=url), hotline.database)
        assert connect(platform).ping()
        assert enqueue(make_queue(connect(platform)), "beat", job_id="over-tls")
        with pytest.raises(RedisConnectionError, match="CERTIFICATE_VERIFY_FAILED"):
            Redis.from_url(read_redis_url(address)).ping()


def test_a_job_that_failed_or_died_does_not_hold_up_the_next_try(
    hotline, queue, connection, provider, origin, targets
):
    """As after a restart of PostgreSQL under a queued send: the reply must not wait an hour."""
    configure_jobs(
        JobContext(replace(hotline.database, engine=None), provider, origin, (LINE,), targets)
    )
    enqueue(queue, "beat", job_id="beat")
    SimpleWorker([queue], connection=connection, serializer="json").work(burst=True)
    assert len(queue.failed_job_registry) == 1

    assert enqueue(queue, "beat", job_id="beat")
    assert not enqueue(queue, "beat", job_id="beat")


def test_a_heartbeat_goes_before_the_sends(queue):
    enqueue(queue, "send_reply", 1, job_id="reply-1-0")
    enqueue(queue, "beat", job_id="beat", at_front=True)

    assert [job.id for job in queue.jobs] == ["beat", "reply-1-0"]
