"""The probabilities are exact, or they stay on the safe side."""

from math import comb, exp, log

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hotline.domain.detection.probabilities import log_chance_of_count, log_chance_of_share


@given(st.integers(1, 60), st.floats(0.05, 40))
@settings(max_examples=60, deadline=None)
def test_the_chance_of_a_count_is_that_of_a_negative_binomial(count, expected):
    size = 3
    p = size / (size + expected)
    below = sum(comb(k + size - 1, k) * p**size * (1 - p) ** k for k in range(count))

    assert exp(log_chance_of_count(count, expected, size=size)) == pytest.approx(
        1 - below, abs=1e-9
    )


@given(st.integers(1, 40), st.data())
@settings(max_examples=40, deadline=None)
def test_the_chance_of_a_share_is_never_believed_smaller_than_it_is(of, data):
    hits = data.draw(st.integers(0, of))
    share = data.draw(st.floats(0.02, 0.5))
    exact = sum(comb(of, k) * share**k * (1 - share) ** (of - k) for k in range(hits, of + 1))

    assert log_chance_of_share(hits, of, share) >= log(max(exact, 1e-300)) - 1e-9
