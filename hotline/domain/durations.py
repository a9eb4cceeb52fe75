"""Lengths of time as people write them: `60m`, `1h30`, `10s`, `2d`."""

import re

from hotline.domain.errors import RejectedError
from hotline.domain.refusals import Refusal

_DURATION = re.compile(
    r"(?:(?P<d>\d{1,4})[dj])?(?:(?P<h>\d{1,4})h)?(?:(?P<m>\d{1,5})(?:m(?:in)?|$))?"
    r"(?:(?P<s>\d{1,6})s)?"
)


def parse_duration(text: str) -> int:
    """The length in seconds. A bare number is minutes. Raises RejectedError("not_a_duration")."""
    compact = re.sub(r"\s+", "", text.lower())
    found = _DURATION.fullmatch(compact)
    if not compact or found is None:
        raise RejectedError(Refusal.NOT_A_DURATION)
    parts = {unit: int(value or 0) for unit, value in found.groupdict().items()}
    return parts["d"] * 86400 + parts["h"] * 3600 + parts["m"] * 60 + parts["s"]
