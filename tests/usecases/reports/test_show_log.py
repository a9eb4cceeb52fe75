"""The log shows everything by one person or about one sender."""

import pytest

from hotline.usecases.mode.suspend import suspend
from hotline.usecases.reports.show_log import show_log
from hotline.usecases.senders.block_sender import block_sender
from tests.support.cast import RAIDER
from tests.support.inbounds import a_text, receive


def test_the_log_is_everything_of_one_or_about_one(database, alice, bruno, now):
    receive(database, a_text(now), a_text(now, RAIDER))
    block_sender(alice, "#2", database=database, now=now)
    block_sender(bruno, "#1", database=database, now=now)
    suspend(bruno, database=database, now=now)

    def verbs(**which):
        return [(e.verb, e.names.by) for e in show_log(0, database=database, **which).entries]

    assert verbs() == [("suspend", "Bruno"), ("block", "Bruno"), ("block", "Alice")]
    assert verbs(by=alice.id) == [("block", "Alice")]
    assert verbs(on=1) == [("block", "Bruno")]


@pytest.mark.parametrize("page", [0, 5, 2**62])
def test_a_page_that_is_not_there_is_the_last(database, alice, now, page):
    suspend(alice, database=database, now=now)

    found = show_log(page, database=database)
    assert (found.page, found.pages, len(found.entries)) == (0, 1, 1)
