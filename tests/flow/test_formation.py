"""A formation as it is deployed: its connections, its key, its port, and how it is told to stop."""

import os
import signal
from concurrent.futures import ThreadPoolExecutor

import psutil
import pytest
import requests

from simulator.faults import Fault
from simulator.phone.carrier import bring_text
from tests.support.bots import Hand, wait_for
from tests.support.cast import ALICE, HIM, LINE, OTHER_KEY
from tests.support.inbounds import one, reply_states

_OPEN = (
    "SELECT count(*) FROM pg_stat_activity"
    " WHERE application_name IN ('anti-relou web', 'anti-relou worker', 'anti-relou bot')"
)


def test_one_formation_holds_nine_connections_at_most(hot):
    hot.start_web()
    hot.run("worker")
    hot.run("bot")
    hand = Hand(hot.chat, ALICE)
    hand.say("/start")
    most = 0
    with ThreadPoolExecutor(16) as pool:
        texts = [
            pool.submit(bring_text, hot.phone, f"+336123{number:05}", LINE, "salut")
            for number in range(120)
        ]
        while not all(text.done() for text in texts):
            hand.say("/status")
            most = max(most, one(hot.database, _OPEN))
    wait_for(lambda: len(hot.phone.replies_to("+33612300119")) == 1, seconds=40)

    assert 0 < max(most, one(hot.database, _OPEN)) <= 9
    assert all(text.result()[1].status == 200 for text in texts)


@pytest.mark.parametrize("name", ["web", "worker", "bot"])
def test_no_process_starts_on_a_store_of_another_key(hot, name):
    hot.start_web()
    bring_text(hot.phone, HIM, LINE, "salut")
    other = hot.run(name, SECRET_KEY=OTHER_KEY, PORT=str(int(hot.environment["PORT"]) + 1))

    assert other.process.wait(timeout=20) == 2
    assert "SECRET_KEY opens nothing that is stored" in other.said()
    assert one(hot.database, "SELECT count(*) FROM organizers") == 2


def test_a_second_web_on_the_same_port_is_refused_unless_it_was_asked_for(hot):
    hot.start_web()
    second = hot.run("web")
    assert second.process.wait(timeout=20) == 2
    assert "SHARE_PORT=yes" in second.said()

    shared = hot.run("web", SHARE_PORT="yes")
    wait_for(lambda: requests.get(f"{hot.web_url}/healthz", timeout=2).status_code == 200)
    assert shared.process.poll() is None


def test_a_web_whose_main_process_is_killed_leaves_the_port(hot):
    web = hot.start_web()
    children = psutil.Process(web.process.pid).children(recursive=True)
    assert children
    os.kill(web.process.pid, signal.SIGKILL)

    _, alive = psutil.wait_procs(children, timeout=15)
    assert not alive
    assert hot.start_web().process.poll() is None


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_many_signals_do_not_cut_a_send_in_two(hot, number):
    hot.start_web()
    worker = hot.run("worker")
    hot.phone.faults.add(Fault("hang_after", on=HIM, options={"seconds": 4}))
    bring_text(hot.phone, HIM, LINE, "salut")
    wait_for(lambda: hot.phone.faults.is_used_up)
    for _ in range(3):
        os.killpg(worker.process.pid, number)
        with pytest.raises(Exception, match="timed out"):
            worker.process.wait(timeout=1.2)

    assert worker.process.wait(timeout=20) == 0
    assert reply_states(hot.database)[0][0] in ("sent", "delivered")
    assert "Traceback" not in worker.said()
    assert len(hot.phone.replies_to(HIM)) == 1
