"""Which texts are nearly the same, ignoring case, accents, digits and punctuation.

Short texts of strangers are often equal ("salut", "test"). Only a long text that comes from several
numbers was copied. On real SMS, groups of four did not occur by chance.
"""

import unicodedata

SHORTEST = 20
# People who were given the same number often begin alike ("tu m'as donné ton numéro…"), so the
# compared beginning or end must be longer than such a phrase.
_END = 30


def text_keys(body: str) -> tuple[str, ...]:
    """What a text shares with its copies: all its letters, and its first and last 30 letters.

    Empty if it has fewer than 20 letters. A copy with a word added at one end still shares the
    other end.
    """
    letters = only_letters(body)
    if len(letters) < SHORTEST:
        return ()
    whole = f"w:{letters}"
    if len(letters) <= _END:
        return (whole,)
    return (whole, f"f:{letters[:_END]}", f"l:{letters[-_END:]}")


def only_letters(text: str) -> str:
    """The letters of `text`, of any script, in lower case and without accents."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in decomposed if character.isalpha())
