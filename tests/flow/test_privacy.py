"""Who steals a dump, the files, Redis or the logs learns no number, no text, no name, no secret."""

import pickle
import random
import zlib

import pytest
from redis import Redis
from sqlalchemy import text

from hotline.settings import Settings
from hotline.wiring import wire
from simulator.faults import Fault
from simulator.phone.carrier import bring_call, bring_text
from tests.support.bots import Hand, wait_for
from tests.support.cast import (
    ALICE,
    AUTH_TOKEN,
    BOT_TOKEN,
    HIM,
    KEY,
    LINE,
    METRICS_TOKEN,
    OTHER_KEY,
    RAIDER,
)
from tests.support.inbounds import one
from tests.support.traces import Needles, find_traces

_RAID = 40
_LETTERS = "bcdfghjklmnpqrstvwxz"


def a_word(rng):
    return "".join(rng.choice(_LETTERS) for _ in range(9))


@pytest.fixture
def raided(hot):
    """A raid, taps, failures and a rotation of keys in the middle of it; what went in."""
    rng = random.Random(5)
    numbers = [f"+336{rng.randrange(10_000_000, 99_999_999)}" for _ in range(_RAID)]
    bodies = [" ".join(a_word(rng) for _ in range(3)) for _ in numbers]
    typed = f"{a_word(rng)} {a_word(rng)}"
    keys = f"{OTHER_KEY},{KEY}"
    variables = {**hot.environment, "SECRET_KEY": keys}
    hot.verifier = wire(Settings.from_env(variables), process="test").database
    hot.start_web(SECRET_KEY=keys)
    hot.run("worker", SECRET_KEY=keys)
    hot.run("bot", SECRET_KEY=keys)
    hand = Hand(hot.chat, ALICE)
    hand.say("/start")
    hot.phone.faults.add(Fault("500_before", on=numbers[3], times=2))
    for place, (number, body) in enumerate(zip(numbers, bodies, strict=True)):
        _, answer = bring_text(hot.phone, number, LINE, body)
        assert answer.status == 200
        if place == _RAID // 2:
            rotation = hot.run_command("rotate", SECRET_KEY=keys)
    bring_call(hot.phone, RAIDER, LINE)
    bring_text(hot.phone, HIM, LINE, bodies[0])
    assert rotation.process.wait(timeout=40) == 0
    hand.say(f"/block {RAIDER} 24h {typed}")
    hand.tap("Read their text", hand.say("/sender #1"))
    hand.say(f"/fund 20 {typed}")
    hand.tap("For a complaint", hand.say("/reveal #2"))
    wait_for(lambda: len(hot.phone.replies_to(HIM)) == 1, seconds=40)
    words = [word for body in [*bodies, typed] for word in body.split()]
    return [*numbers, HIM, RAIDER], words


def test_nothing_that_went_in_is_readable_anywhere(hot, raided):
    numbers, words = raided
    secrets = (KEY, OTHER_KEY, AUTH_TOKEN, BOT_TOKEN, METRICS_TOKEN)
    needles = Needles(numbers=numbers, words=[*words, "Alice", "Bruno"], secrets=secrets)
    assert one(hot.database, "SELECT count(*) FROM inbounds") == _RAID + 2
    with hot.database.engine.connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT").execute(text("CHECKPOINT"))

    assert find_traces(hot, needles) == []


def plant_row(hot, word):
    with hot.database.transaction() as connection:
        connection.execute(text("UPDATE settings SET halt_code = :word"), {"word": word})


PLANTS = {
    "a row": plant_row,
    "a job": lambda hot, word: Redis.from_url(hot.redis.url).hset(
        "rq:job:planted", "data", zlib.compress(pickle.dumps(("send", word)))
    ),
    "a log": lambda hot, word: (hot.folder / "planted.log").write_text(f"ERROR {word}\n"),
    "a part of a number": lambda hot, word: (hot.folder / "planted.log").write_text(HIM[-8:]),
}


@pytest.mark.parametrize("where", PLANTS)
def test_what_is_planted_is_found(hot, where):
    hot.start_web()
    word = "zkwqvxplt"
    PLANTS[where](hot, word)

    assert find_traces(hot, Needles(numbers=[HIM], words=[word]))
