"""The tests of this folder look at real clocks."""

import pytest

from hotline.wiring import utc_now


@pytest.fixture
def now():
    """These look at real clocks."""
    return utc_now()
