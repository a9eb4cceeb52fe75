"""A number that was copied from anywhere names its sender, whatever came with it."""

import pytest

from hotline.domain.numbers import holds_number, read_dialled
from hotline.domain.written.senders import read_block
from hotline.store.settings import change_settings
from hotline.usecases.senders.block_sender import block_sender
from hotline.usecases.senders.order_block import order_block
from tests.support.cast import HIM
from tests.support.inbounds import a_text, receive
from tests.support.refusals import refused

HIS = "+33612345678"
PASTED = [
    "33612345678", "33 6 12 34 56 78", "<+33612345678>", "«+33612345678»", '"+33612345678"',
    "+33 6 12 34 56 78.", "Tél. : 06 12 34 56 78", "sms:+33612345678", "📞+33612345678",
    "+33[0]612345678", "06·12·34·56·78", "06,12,34,56,78", "06_12_34_56_78",
    "06\u280012\u280034\u280056\u280078", "0033612345678", "tel:+33-6-12-34-56-78",
]  # fmt: skip


@pytest.mark.parametrize("pasted", PASTED)
def test_it_is_blocked_as_it_was_pasted(database, alice, now, pasted):
    assert HIM == HIS
    receive(database, a_text(now))

    assert order_block(alice, pasted, database=database, now=now).sender.id == 1
    assert holds_number(pasted)


@pytest.mark.parametrize(
    ("home", "dialled", "number"),
    [
        ("US", "(415) 555-2671", "+14155552671"),
        ("ES", "612 34 56 78", "+34612345678"),
        ("FR", "0690 12 34 56", "+590690123456"),
        ("FR", "0692 12 34 56", "+262692123456"),
        ("GP", "06 12 34 56 78", "+33612345678"),
        ("RE", "0692 12 34 56", "+262692123456"),
    ],
)
def test_a_number_is_read_as_it_is_dialled_at_home(home, dialled, number):
    assert read_dialled(dialled, region=home).canonical == number


def test_without_a_sign_a_long_number_is_one_and_a_short_one_a_handle(database, alice, now):
    with database.transaction() as connection:
        change_settings(connection, countries=["ES", "FR"])
    receive(database, a_text(now, "+34612345678"), a_text(now))

    assert block_sender(alice, "612345678", database=database, now=now).sender.id == 1
    assert block_sender(alice, "2", database=database, now=now).sender.id == 2
    refused("no_such_sender", block_sender, alice, "#612345678", database=database, now=now)


@pytest.mark.parametrize(
    ("typed", "parts"),
    [
        ("+33612345678 24 h", ("+33612345678", 86_400, None)),
        ("06 12 34 56 78 24h insults", ("06 12 34 56 78", 86_400, "insults")),
        ("#412 2j pénible", ("#412", 172_800, "pénible")),
        ("412", ("412", None, None)),
        ("<+33612345678> 24h x", ("+33612345678", 86_400, "x")),
    ],
)
def test_a_duration_and_a_note_are_not_part_of_the_number(typed, parts):
    read = read_block(typed, "FR")

    assert (*read.targets, read.seconds, read.note) == parts
