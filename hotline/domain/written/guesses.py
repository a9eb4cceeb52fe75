"""What somebody may have meant who wrote no command: a slip of the thumb, or a kind word."""

import difflib
import re
import unicodedata
from collections.abc import Mapping
from enum import StrEnum

# What frightened people write first, though it is no command's name.
_MEANT = {"stop": "suspend", "arret": "suspend", "arrete": "suspend", "urgence": "suspend",
          "emergency": "suspend", "sos": "suspend", "argent": "budget", "money": "budget",
          "numero": "reveal", "number": "reveal"}  # fmt: skip
# `stauts` and `status` are this alike, `mneu` and `menu` too.
_ALIKE = 0.7
_SHORTEST, _MOST_WORDS = 3, 6
_HELLO = frozenset(
    ("bonjour", "bonsoir", "salut", "coucou", "bjr", "slt", "hello", "hi", "hey", "morning")
)
_THANKS = frozenset(
    ("merci", "thanks", "thank", "thx", "super", "parfait", "bravo", "great", "perfect")
)
_FILLERS = frozenset(
    ("a", "tous", "toutes", "tout", "le", "monde", "all", "everyone", "everybody", "you", "so",
     "much", "beaucoup", "bien", "mille", "bot", "good", "team", "equipe", "toi", "vous", "ok")
)  # fmt: skip


class Kindness(StrEnum):
    """What a kind word is answered with: the sentence `kind.<value>`."""

    HELLO = "hello"
    THANKS = "thanks"


def fold(word: str) -> str:
    """Small letters without accents: `Débloquer` → `debloquer`."""
    plain = unicodedata.normalize("NFD", word.strip().casefold())
    return "".join(one for one in plain if not unicodedata.combining(one))


def guess_command(word: str, known: Mapping[str, str]) -> str | None:
    """The command that `word` comes nearest to. `known`: {word that is typed: command}."""
    folded = fold(word)
    meant = known.get(folded) or _MEANT.get(folded)
    if meant is not None:
        return meant if meant in known.values() else None
    if len(folded) < _SHORTEST:
        return None
    # The same letters in another order are the commonest slip: `stauts` is no `stats`.
    shuffled = [word for word in known if sorted(word) == sorted(folded)]
    near = shuffled or difflib.get_close_matches(folded, known, n=1, cutoff=_ALIKE)
    return known[near[0]] if near else None


def guess_in_sentence(text: str, known: Mapping[str, str]) -> str | None:
    """The command meant by a line without a slash: `suspendre 2h`, `stauts`.

    Of several words only a first one that is written rightly counts: people also just talk.
    """
    words = text.split()
    if not words or "\n" in text.strip():
        return None
    first = words[0].strip("/.,;:!?").lstrip("/")
    if len(words) == 1:
        return guess_command(first, known)
    return known.get(fold(first)) if len(words) <= _MOST_WORDS else None


def kindness_of(text: str) -> Kindness | None:
    """Whether `text` only greets or thanks: `Bonjour à tous !`, `thank you 🙏`."""
    words = set(re.findall(r"[^\W_]+", fold(text)))
    if not words or not words <= _HELLO | _THANKS | _FILLERS:
        return None
    if words & _THANKS:
        return Kindness.THANKS
    return Kindness.HELLO if words & _HELLO else None
