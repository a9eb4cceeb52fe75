"""Which texts are nearly the same: what remains of one when case, accents and digits are gone.

Strangers who write little all write the same ("salut", "test"): only a long text that comes from
several numbers was copied. On real SMS, groups of four did not occur by chance.
"""

import unicodedata

SHORTEST = 20
# Men who were given the same number begin alike ("tu m'as donné ton numéro…"): an end must be
# longer than such a phrase.
_END = 30


def text_keys(body: str) -> tuple[str, ...]:
    """What it has in common with its copies: the whole, and the first and last 30 letters.

    Empty when it has under 20 letters. Whoever adds a word at one end still shares the other.
    """
    letters = only_letters(body)
    if len(letters) < SHORTEST:
        return ()
    whole = f"w:{letters}"
    if len(letters) <= _END:
        return (whole,)
    return (whole, f"f:{letters[:_END]}", f"l:{letters[-_END:]}")


def only_letters(text: str) -> str:
    """Letters alone, lower case, without accents; of any script."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in decomposed if character.isalpha())
