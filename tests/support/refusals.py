"""Acts that must be refused."""

from collections.abc import Callable
from typing import Any

import pytest

from hotline.domain.errors import RefusedError, RejectedError


def refused(code: str, act: Callable[..., object], *arguments: Any, **named: Any) -> dict[str, Any]:
    """Call `act`, which must be refused with `code`; the facts of the refusal."""
    with pytest.raises((RefusedError, RejectedError)) as raised:
        act(*arguments, **named)
    assert raised.value.code == code
    return raised.value.facts
