"""A sentence that people are told: which variant fits the facts, and what fills its blanks."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from bot.screens.facts_in_words import facts_in_words
from bot.screens.screen import Button, Screen
from hotline.domain.facts import Facts
from hotline.usecases.reports.find_names import Names
from hotline.words import Words

F = TypeVar("F", bound=Facts)

BY_ITSELF = ".by_itself"


@dataclass(frozen=True)
class Sentence:
    """Made by `sentence`, which explains each part and holds their types together."""

    facts: type[Facts]
    variants: tuple[str, ...]
    choose: Callable[[Any, Names], str] | None
    more: Callable[[Any, Words], Mapping[str, object]] | None
    rows: Callable[[Any, Names, Words], list[list[Button]]] | None
    by_itself: bool

    def keys(self, kind: str) -> set[str]:
        """Every key of the catalogues that it may use."""
        endings = {*self.variants, *([BY_ITSELF] if self.by_itself else [])}
        return {f"notice.{kind}{ending}" for ending in endings}

    def _chooses_by_itself(self) -> bool:
        """Whether some of its variants are for when the hotline acted by itself."""
        return any(ending.startswith(BY_ITSELF) for ending in self.variants)

    def screen(
        self, kind: str, kept: Mapping[str, Any], names: Names, words: Words, *, now: datetime
    ) -> Screen:
        """The sentence in words, with its buttons.

        Raises UnreadableFactsError, and KeyError if the catalogues have no such sentence.
        """
        facts = self.facts.from_facts(kept)
        values = facts_in_words(facts, names, words, now=now)
        if self.more is not None:
            values |= self.more(facts, words)
        rows = self.rows(facts, names, words) if self.rows else []
        if kind.startswith("act.") and names.by_itself and not self._chooses_by_itself():
            return Screen(words(f"notice.{kind}{BY_ITSELF}", **values), rows)
        ending = self.choose(facts, names) if self.choose else self.variants[0]
        return Screen(words(f"notice.{kind}{ending}", **values), rows)


def sentence(
    facts: type[F],
    variants: tuple[str, ...] = ("",),
    choose: Callable[[F, Names], str] | None = None,
    *,
    more: Callable[[F, Words], Mapping[str, object]] | None = None,
    rows: Callable[[F, Names, Words], list[list[Button]]] | None = None,
    by_itself: bool = False,
) -> Sentence:
    """`variants`: the endings of its key in the catalogues; `choose`: which of them fits.

    `more`: values for blanks that the facts alone do not fill. `rows`: the buttons below.
    `by_itself`: there is one more variant, for when the hotline acted by itself; of several,
    `choose` takes one, and they stand among `variants`.
    """
    return Sentence(facts, variants, choose, more, rows, by_itself)
