"""Which senders somebody means, for how long and why."""

import pytest

from hotline.domain.errors import RejectedError
from hotline.domain.numbers import Number
from hotline.domain.written.senders import read_block, read_sender, read_senders
from tests.support.cast import HIM, PASTED, RAIDER

DAY = 86_400


@pytest.mark.parametrize(
    ("text", "targets", "seconds", "note"),
    [("#3", ("#3",), None, None), ("412", ("412",), None, None),
     ("#3 #2", ("#3", "#2"), None, None), ("#2,#3", ("#2", "#3"), None, None),
     ("#3, #2 et #7 24h insultes", ("#3", "#2", "#7"), DAY, "insultes"),
     ("#3&#4 and #5", ("#3", "#4", "#5"), None, None), ("#3\n#4", ("#3", "#4"), None, None),
     ("3, 2", ("#3", "#2"), None, None),
     ("#3 pendant deux jours", ("#3",), 2 * DAY, None), ("#3 24 heures", ("#3",), DAY, None),
     ("#3 24h insultes", ("#3",), DAY, "insultes"), ("412 24h why", ("412",), DAY, "why"),
     ("#3 insultes", ("#3",), None, "insultes"), ("#3, menaces", ("#3",), None, "menaces"),
     ("#3 « menaces »", ("#3",), None, "menaces"),
     ("#3 et son frère", ("#3",), None, "et son frère"),
     ("#3 24h insults, all night", ("#3",), DAY, "insults, all night"),
     ("#3 24h 2 insultes", ("#3",), DAY, "2 insultes"),
     ("#3 une semaine : il insiste", ("#3",), 7 * DAY, "il insiste")],
)  # fmt: skip
def test_senders_come_first_then_a_length_then_a_reason(text, targets, seconds, note):
    read = read_block(text, "FR")

    assert (read.targets, read.seconds, read.note) == (targets, seconds, note)
    assert read.is_certain


@pytest.mark.parametrize(
    ("text", "numbers", "seconds"),
    [("06 12 34 56 78 #3", (HIM, 3), None), ("#3 06 12 34 56 78", (3, HIM), None),
     ("06 12 34 56 78 06 98 76 54 32", (HIM, RAIDER), None),
     ("0612345678, +33 6 98 76 54 32 2 jours", (HIM, RAIDER), 2 * DAY),
     ("06.12.34.56.78 et 06/98/76/54/32", (HIM, RAIDER), None),
     ("06 12 34 56 78 24h", (HIM,), DAY), ("33612345678 48 heures", (HIM,), 2 * DAY),
     ("06 12 34 56 78", (HIM,), None)],
)  # fmt: skip
def test_numbers_are_found_where_they_end(text, numbers, seconds):
    read = read_block(text, "FR")
    named = [read_sender(one, "FR") for one in read.targets]

    assert tuple(one.canonical if isinstance(one, Number) else one for one in named) == numbers
    assert read.seconds == seconds


@pytest.mark.parametrize("pasted", PASTED)
def test_a_pasted_number_is_one_sender(pasted):
    (target,), rest = read_senders(f"{pasted} 24h", "FR")

    named = read_sender(target, "FR")
    assert isinstance(named, Number)
    assert (named.canonical, rest) == (HIM, "24h")


@pytest.mark.parametrize(
    "text", ["#3 pendant longtemps", "#3 insultes 24h", "#3 48", "#3 jusqu'à demain", "#3 2 heurs"]
)
def test_a_reason_that_speaks_of_a_time_is_not_certain(text):
    read = read_block(text, "FR")

    assert (read.seconds, read.is_certain) == (None, False)


@pytest.mark.parametrize(
    ("text", "code"),
    [("bob", "not_a_sender"), ("", "not_a_sender"), ("insultes #3", "not_a_sender"),
     ("#3 0h", "not_a_duration"), ("#3 400 jours", "not_a_duration"),
     ("#3 24h avec 06 87 65 43 21", "one_sender"), ("#3 copie de #2", "one_sender"),
     (" ".join(f"#{n}" for n in range(1, 12)), "too_many_senders")],
)  # fmt: skip
def test_what_cannot_be_meant_is_rejected(text, code):
    with pytest.raises(RejectedError, match=code):
        read_block(text, "FR")
