"""The pace of messages, by a clock that is passed."""

import asyncio

from bot.transport.rate_limit import RateLimit


def test_an_answer_delays_the_next_notice():
    """To one chat about one message a second: answers do not wait, notices do."""
    at = [100.0]
    slept = []

    async def sleep(seconds):
        slept.append(round(seconds, 2))
        at[0] += seconds

    limit = RateLimit(clock=lambda: at[0], sleep=sleep)

    async def act():
        limit.note(1)
        await limit.turn(2)
        await limit.turn(1)
        limit.hold(1, 30)
        await limit.turn(1)

    asyncio.run(act())

    assert slept == [0.04, 1.01, 30.0]
