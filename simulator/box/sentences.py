"""What the box says in a terminal, in the system's language: French, and English otherwise."""

import os
from collections.abc import Mapping

from hotline.words import FALLBACK, LANGUAGES, Words, as_plain_text

# As POSIX has it: the first of them that is set counts.
_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")


def language_of(environment: Mapping[str, str]) -> str:
    """`fr` for `fr_FR.UTF-8`; `en` where the system speaks none of our languages."""
    locale = next(filter(None, map(environment.get, _VARIABLES)), "")
    for mark in "_.@":
        locale = locale.partition(mark)[0]
    return locale if locale in LANGUAGES else FALLBACK


def words(key: str, **values: object) -> str:
    """The sentence `key`, filled in. Raises KeyError if there is none."""
    return as_plain_text(Words(language_of(os.environ))(key, **values))
