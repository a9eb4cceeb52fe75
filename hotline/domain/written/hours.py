"""Hours of the day as people write them: `22h-8h`, `de 22 h à 8 h`, `10pm to 8am`."""

import re

_NAMED = {"minuit": 0, "midnight": 0, "midi": 12, "noon": 12}
_HOUR = (
    r"(?:(?P<{0}>[0-9]{{1,2}})\s*(?:h(?:eures?|rs?)?\s*(?:00)?|[:.]00|o'clock)?\s*(?P<{0}_half>am|pm)?"
    r"|(?P<{0}_name>minuit|midnight|midi|noon))"
)
_SPAN = re.compile(
    r"(?:(?:de|from|entre|between)\s+)?" + _HOUR.format("begins")
    + r"\s*(?:-|>|→|à|a|to|till|until|et|and|jusqu'?\s?[àa])\s*" + _HOUR.format("ends")
)  # fmt: skip


def read_hour(text: str) -> int | None:
    """`8`, `8h`, `8 am`, `minuit` → the hour, 0 to 23. None: it is none, or has minutes."""
    found = re.fullmatch(_HOUR.format("begins"), _plain(text))
    return _hour(found, "begins") if found else None


def read_span(text: str) -> tuple[int, int] | None:
    """(from, to), two different hours. None: `text` does not name two."""
    found = _SPAN.fullmatch(_plain(text))
    if found is None:
        return None
    begins, ends = _hour(found, "begins"), _hour(found, "ends", last=24)
    return None if begins is None or ends is None or begins == ends else (begins, ends)


def _plain(text: str) -> str:
    dashes = re.sub(r"[\u2010-\u2015\u2212]+", "-", text.strip().lower().replace("’", "'"))
    return re.sub(r"\s+", " ", dashes)


def _hour(found: re.Match[str], which: str, *, last: int = 23) -> int | None:
    """`last` 24: some write midnight as the end of the day."""
    name, half = found[f"{which}_name"], found[f"{which}_half"]
    if name:
        return _NAMED[name]
    hour = int(found[which])
    if half:
        return hour % 12 + (12 if half == "pm" else 0) if 1 <= hour <= 12 else None
    return hour % 24 if hour <= last else None
