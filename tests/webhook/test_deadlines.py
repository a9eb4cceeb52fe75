"""One timer for many waits: each is given up in time, none too early, none twice."""

import asyncio

from webhook.deadlines import Deadlines


def test_what_is_not_over_in_time_is_given_up_once_and_the_rest_is_left():
    async def go():
        deadlines, given_up = Deadlines(0.4), []
        deadlines.add("late", lambda: given_up.append("late"))
        deadlines.add("in time", lambda: given_up.append("in time"))
        assert deadlines.remove("in time")
        await asyncio.sleep(0.3)
        deadlines.add("later", lambda: given_up.append("later"))
        assert given_up == []
        await asyncio.sleep(0.4)
        assert given_up == ["late"]
        assert not deadlines.remove("late")
        await asyncio.sleep(0.4)
        assert given_up == ["late", "later"]

    asyncio.run(go())


def test_it_begins_again_after_a_rest():
    async def go():
        deadlines, given_up = Deadlines(0.01), []
        for turn in range(3):
            deadlines.add(turn, lambda turn=turn: given_up.append(turn))
            await asyncio.sleep(0.4)
        assert given_up == [0, 1, 2]

    asyncio.run(go())
