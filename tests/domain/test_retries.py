"""The waits between attempts grow and stay bounded."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from hotline.domain.retries import wait_before


@given(st.integers(1, 1000), st.integers(0, 10**6))
def test_waits_grow_and_are_bounded(attempt, seed):
    wait = wait_before(attempt, seed=seed)

    assert timedelta(seconds=15) <= wait <= timedelta(seconds=1350)
    assert wait_before(attempt + 1, seed=seed) >= wait


@given(st.integers(1, 40), st.integers(1, 10**6), st.floats(0, 10**6))
def test_waits_grow_are_spread_honour_the_provider_and_end(attempt, seed, asked):
    wait = wait_before(attempt, seed=seed, asked_seconds=asked).total_seconds()

    assert wait >= min(asked, 3600)
    assert wait <= 3600 * 1.5
    doubled = wait_before(attempt + 1, seed=seed).total_seconds()
    assert doubled > wait_before(attempt, seed=seed).total_seconds() / 1.5
