"""Nobody on the team is taken for another."""

import pytest

from hotline.domain.people import unique_name


@pytest.mark.parametrize(
    "name",
    ["Alice", "alice", "ALICE", "Аlice", "Аliсе", "A l i c e", "Àlice", "Ａlice", "A.l.i.c.e"],
)
def test_a_name_that_looks_like_somebody_elses_gets_a_number(name):
    assert unique_name(name, ["Alice", "Bruno"]) == f"{name} (2)"
    assert unique_name(name, ["Alice", f"{name} (2)"]) == f"{name} (3)"


def test_a_name_of_ones_own_stays():
    assert unique_name("Clara", ["Alice", "Bruno"]) == "Clara"
    assert unique_name("Alice", []) == "Alice"
    assert len(unique_name("A" * 40, ["A" * 40])) <= 40
