"""The processes of the Procfile, from a signed POST to the SMS at the phone network."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest
import requests
from redis import Redis

from simulator.faults import Fault
from simulator.phone.carrier import bring_call, bring_text
from simulator.serving import free_port
from tests.support.bots import Hand, wait_for
from tests.support.cast import (
    ALICE,
    AUTH_TOKEN,
    BOT_TOKEN,
    BRUNO,
    HIM,
    KEY,
    LINE,
    METRICS_TOKEN,
    RAIDER,
)
from tests.support.inbounds import figures, one, reply_states, rows


def statuses(hot):
    return [status for status, _ in reply_states(hot.database)]


def test_from_a_signed_text_to_the_reply_steered_from_a_chat(hot):
    hot.start_web()
    hot.run("worker")
    hot.run("bot")
    alice, bruno = Hand(hot.chat, ALICE), Hand(hot.chat, BRUNO)
    assert alice.say("/start")["text"].startswith("Hello Alice")
    bruno.say("/start")

    _, answer = bring_text(hot.phone, HIM, LINE, "salut toi")
    assert answer.status == 200
    (reply,) = wait_for(lambda: hot.phone.replies_to(HIM))
    assert reply.body.startswith("Bonjour.")
    wait_for(lambda: statuses(hot) == ["delivered"])
    assert figures(hot.database) == (87_780, 0)

    call, _ = bring_call(hot.phone, RAIDER, LINE)
    assert (call.status, call.billed) == ("busy", False)
    alice.say(f"/block {RAIDER}")
    bruno.wait_for_text("Alice a bloqué #2")
    alice.tap("Confirm", alice.say("/reply Non, c'est non."))
    alice.say("/suspend")
    bring_text(hot.phone, "+33612345600", LINE, "coucou")
    assert bruno.say("/resume")["text"].startswith("Ligne rouverte.")
    bring_text(hot.phone, "+33612345601", LINE, "coucou")
    (second,) = wait_for(lambda: hot.phone.replies_to("+33612345601"))
    assert second.body == "Non, c'est non."
    assert hot.phone.replies_to(RAIDER) == hot.phone.replies_to("+33612345600") == []

    health = wait_for(lambda: _all_alive(hot), seconds=20)
    assert set(health) == {"status", "postgresql", "web", "worker", "redis", "bot"}
    _assert_private(hot)


def _all_alive(hot):
    health = requests.get(
        f"{hot.web_url}/healthz/all",
        headers={"Authorization": f"Bearer {METRICS_TOKEN}"},
        timeout=5,
    ).json()
    parts = [part for part in health.values() if isinstance(part, dict)]
    return health if all(part["alive"] for part in parts) else None


def _assert_private(hot):
    """Nothing personal and no secret in any log, nor in Redis."""
    said = hot.everything_said()
    store = Redis.from_url(hot.redis.url)
    kept = " ".join(str((name, store.dump(name))) for name in store.keys("*"))
    for secret in (HIM[1:], RAIDER[1:], "salut toi", "Non, c'est non", BOT_TOKEN, AUTH_TOKEN, KEY,
                   "Alice", "Bruno"):  # fmt: skip
        assert secret not in said
        assert secret not in kept


def test_five_times_the_same_text_at_once_to_two_webs_is_one_inbound(hot):
    second = str(free_port())
    hot.start_web(WEB_CONCURRENCY="2")
    hot.start_web(PORT=second, WEB_CONCURRENCY="1")
    message, _ = bring_text(hot.phone, HIM, LINE, "salut")
    urls = [hot.phone.lines[LINE].sms_url, f"http://127.0.0.1:{second}/twilio/sms"]

    from twilio.request_validator import RequestValidator

    from simulator.phone.carrier import _sms_form

    fresh = type(message)(HIM, LINE, "encore", "inbound", "received", message.created_at)
    form = _sms_form(hot.phone, fresh)
    signed_url = f"{hot.web_url}/twilio/sms"
    headers = {
        "X-Twilio-Signature": RequestValidator(AUTH_TOKEN).compute_signature(signed_url, form)
    }
    with ThreadPoolExecutor(10) as pool:
        answers = list(
            pool.map(
                lambda n: (
                    requests.post(
                        urls[n % 2].partition("#")[0], data=form, headers=headers, timeout=10
                    ).status_code
                ),
                range(10),
            )
        )

    assert answers == [200] * 10
    assert one(hot.database, "SELECT count(*) FROM inbounds") == 2
    assert statuses(hot) == ["planned"]


def test_two_workers_and_the_same_job_enqueued_ten_times_is_one_sms(hot):
    from hotline.settings import Settings
    from hotline.wiring import wire
    from worker.queue import connect, enqueue, make_queue

    hot.start_web()
    bring_text(hot.phone, HIM, LINE, "salut")
    time_due = one(hot.database, "SELECT due_at FROM replies")
    wait_for(lambda: one(hot.database, "SELECT now() > :due", due=time_due))
    queue = make_queue(connect(wire(Settings.from_env(hot.environment), process="test")))
    assert [enqueue(queue, "send_reply", 1, job_id=f"copy-{n}") for n in range(10)] == [True] * 10
    hot.run("worker")
    hot.run("worker")

    wait_for(lambda: hot.phone.replies_to(HIM))
    wait_for(lambda: queue.count == 0)
    wait_for(lambda: statuses(hot) == ["delivered"])
    assert len(hot.phone.replies_to(HIM)) == 1
    assert figures(hot.database) == (87_780, 0)


def test_redis_wiped_between_plan_and_due_time_the_reply_leaves_once_on_time(hot):
    hot.start_web()
    hot.run("worker")
    wait_for(lambda: one(hot.database, "SELECT count(*) FROM heartbeats WHERE name = 'worker'"))
    bring_text(hot.phone, HIM, LINE, "salut")
    hot.redis.wipe()

    wait_for(lambda: statuses(hot) == ["delivered"])
    left, due = rows(hot.database, "SELECT changed_at, due_at FROM replies")[0]
    assert len(hot.phone.replies_to(HIM)) == 1
    assert (left - due).total_seconds() < 10


def test_redis_away_for_a_while_the_worker_goes_on_by_itself(hot):
    hot.start_web()
    worker = hot.run("worker")
    wait_for(lambda: one(hot.database, "SELECT count(*) FROM heartbeats WHERE name = 'worker'"))
    hot.redis.stop()
    _, answer = bring_text(hot.phone, HIM, LINE, "salut")
    assert answer.status == 200
    time.sleep(6)
    assert worker.process.poll() is None
    hot.redis.start()

    wait_for(lambda: statuses(hot) == ["delivered"], seconds=40)
    assert len(hot.phone.replies_to(HIM)) == 1
    assert worker.stop() == 0


def test_postgresql_restarted_every_process_goes_on(hot):
    hot.start_web()
    processes = [hot.run("worker"), hot.run("bot")]
    alice = Hand(hot.chat, ALICE)
    alice.say("/start")
    hot.postgres.restart()

    _, answer = bring_text(hot.phone, HIM, LINE, "salut")
    assert answer.status == 200
    wait_for(lambda: _quietly(statuses, hot) == ["delivered"], seconds=40)
    assert alice.say("/status")["text"].startswith("Open.")
    assert [running.process.poll() for running in processes] == [None, None]
    assert [running.stop() for running in processes] == [0, 0]


def _quietly(ask, hot):
    from sqlalchemy.exc import OperationalError

    try:
        return ask(hot)
    except OperationalError:
        return None


def test_postgresql_away_is_a_503_at_once_and_healthz_says_so(hot):
    hot.start_web()
    hot.postgres.halt()
    began = time.monotonic()
    _, answer = bring_text(hot.phone, HIM, LINE, "salut")
    took = (time.monotonic() - began) / answer.tries
    # A look at the health lasts a second.
    wait_for(lambda: requests.get(f"{hot.web_url}/healthz", timeout=10).status_code == 503)
    hot.postgres.resume()

    assert answer.status == 503
    assert answer.tries == 3
    assert took < 5  # Twilio would wait 15 s: here it is not speed, but not hanging
    _, answer = bring_text(hot.phone, HIM, LINE, "salut")
    assert answer.status == 200


@pytest.mark.parametrize("kind", ["hang", "hang_after"])
def test_a_worker_killed_in_the_middle_of_a_send_never_sends_twice(hot, kind):
    """`hang`: Twilio does not have it yet. `hang_after`: Twilio has it and has not answered."""
    hot.start_web()
    worker = hot.run("worker")
    hot.phone.faults.add(Fault(kind, on=HIM, options={"seconds": 5}))
    hot.phone.timing.sent = hot.phone.timing.delivered = 3.0
    bring_text(hot.phone, HIM, LINE, "salut")
    wait_for(lambda: hot.phone.faults.is_used_up)
    wait_for(lambda: kind == "hang" or hot.phone.replies_to(HIM))
    assert statuses(hot) == ["sending"]
    worker.kill()
    hot.run("worker")

    if kind == "hang_after":
        wait_for(lambda: statuses(hot) == ["delivered"])
        assert figures(hot.database) == (87_780, 0)
    else:
        time.sleep(5)
        assert statuses(hot) == ["sending"]
        assert figures(hot.database) == (0, 87_780)
    assert len(hot.phone.replies_to(HIM)) == (1 if kind == "hang_after" else 0)


def test_a_bot_killed_while_it_acts_comes_back_and_acts_once(hot):
    bot = hot.run("bot")
    alice = Hand(hot.chat, ALICE)
    alice.say("/start")
    alice.write("/suspend")
    alice.write("/delay 17m")
    bot.kill()
    hot.run("bot")

    alice.wait_for_text("New replies wait 17 min", seconds=20)
    assert rows(hot.database, "SELECT verb FROM audit_entries ORDER BY id") == [
        ("suspend",), ("change_delay",),
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["web", "worker", "bot"])
def test_sigterm_ends_each_process_in_order(hot, name):
    running = hot.start_web() if name == "web" else hot.run(name)
    if name == "bot":
        Hand(hot.chat, ALICE).say("/start")
    if name == "worker":
        wait_for(lambda: one(hot.database, "SELECT count(*) FROM heartbeats WHERE name='worker'"))

    assert running.stop() == 0


@pytest.mark.parametrize("name", ["release", "web", "worker", "bot"])
def test_wrong_settings_are_told_all_at_once_and_end_the_process(hot, name):
    running = hot.run(name, TWILIO_ACCOUNT_SID="", SECRET_KEY="short")

    assert running.process.wait(timeout=20) == 2
    assert "TWILIO_ACCOUNT_SID is not set" in running.said()
    assert "SECRET_KEY must be" in running.said()
    assert "short" not in running.said().replace("must be", "")
