"""Small numbers and fractions as people write them in words: `deux`, `vingt et un`, `forty-five`.

Keys are folded: small letters without accents, and hyphens only between the words.
"""

_FRENCH_ONES = (
    "", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze",
    "douze", "treize", "quatorze", "quinze", "seize", "dix-sept", "dix-huit", "dix-neuf",
)  # fmt: skip
_FRENCH_TENS = {
    20: "vingt", 30: "trente", 40: "quarante", 50: "cinquante", 60: "soixante",
    70: "septante", 80: "huitante", 90: "nonante",
}  # fmt: skip
# They count on to nineteen: soixante-dix-sept.
_FRENCH_SCORES = {60: "soixante", 80: "quatre-vingt"}
_ENGLISH_ONES = (
    "", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_ENGLISH_TENS = {
    20: "twenty", 30: "thirty", 40: "forty", 50: "fifty", 60: "sixty", 70: "seventy",
    80: "eighty", 90: "ninety",
}  # fmt: skip
_PLAIN = {"une": 1.0, "a": 1.0, "an": 1.0, "octante": 80.0, "a couple of": 2.0, "une paire d'": 2.0}
_FRACTIONS = {
    "½": 0.5, "demi": 0.5, "demie": 0.5, "une demi": 0.5, "une demie": 0.5, "half": 0.5,
    "half a": 0.5, "half an": 0.5, "a half": 0.5, "¼": 0.25, "quart d'": 0.25, "un quart d'": 0.25,
    "un quart de": 0.25, "quarter of an": 0.25, "a quarter of an": 0.25, "quarter": 0.25,
    "¾": 0.75, "trois quarts d'": 0.75, "three quarters of an": 0.75, "un et demi": 1.5,
}  # fmt: skip
# What follows a unit: `une heure et demie`, `an hour and a half`.
AND_A_PART = {
    "et demie": 0.5, "et demi": 0.5, "and a half": 0.5, "et quart": 0.25, "et un quart": 0.25,
    "and a quarter": 0.25, "et trois quarts": 0.75, "et trois quart": 0.75,
}  # fmt: skip


def _french() -> dict[str, float]:
    found = {word: float(value) for value, word in enumerate(_FRENCH_ONES) if word}
    for ten, word in _FRENCH_TENS.items():
        found |= {word: float(ten), f"{word}-et-un": ten + 1.0, f"{word}-et-une": ten + 1.0}
        found |= {f"{word}-{_FRENCH_ONES[one]}": ten + float(one) for one in range(1, 10)}
    for score, word in _FRENCH_SCORES.items():
        found |= {f"{word}-{_FRENCH_ONES[one]}": score + float(one) for one in range(1, 20)}
    return found | {"quatre-vingts": 80.0, "quatre-vingt": 80.0, "soixante-et-onze": 71.0}


def _english() -> dict[str, float]:
    found = {word: float(value) for value, word in enumerate(_ENGLISH_ONES) if word}
    for ten, word in _ENGLISH_TENS.items():
        found[word] = float(ten)
        found |= {f"{word}-{_ENGLISH_ONES[one]}": ten + float(one) for one in range(1, 10)}
    halves = {f"{word}-and-a-half": value + 0.5 for word, value in found.items() if value < 20}
    return found | halves


NUMBER_WORDS: dict[str, float] = {**_french(), **_english(), **_PLAIN, **_FRACTIONS}
