"""What kind of number a sender has, and how it may be shown.

Sources: what withheld caller ids look like comes from Twilio's voice documentation and its
changelog of 16 November 2022; the keypad spellings were seen in public logs.
"""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

import phonenumbers
from phonenumbers import PhoneNumberType


class NumberKind(StrEnum):
    """What `From` turned out to be."""

    MOBILE = "mobile"
    LANDLINE = "landline"
    OTHER = "other"
    WITHHELD = "withheld"
    SHORT_CODE = "short_code"
    LETTERS = "letters"
    INVALID = "invalid"


@dataclass(frozen=True)
class Number:
    """A sender's number. Only `read_number` makes one, and only this is ever hashed.

    `canonical`: E.164, the same however it was written; a short code, letters or nothing are as
    they reached us. `country`: the one whose prices hold; `regions`: every one that uses its
    numbering, such as GP, BL and MF.
    """

    canonical: str
    kind: NumberKind
    country: str | None = None
    regions: frozenset[str] = frozenset()

    def __repr__(self) -> str:
        return f"Number({self.kind}, {self.country})"


# +17378742833 looks like a valid number in Texas, but spells "1 RESTRICTED" on a keypad.
_WITHHELD_NUMBERS = frozenset(
    {"+266696687", "+7378742833", "+17378742833", "+86282452253", "+8656696", "+2562533"}
)
_WITHHELD_WORDS = frozenset(
    {"", "anonymous", "unknown", "restricted", "unavailable", "blocked", "private", "withheld"}
)
_SHORT_CODE = re.compile(r"[0-9]{3,8}")
# The scheme of a link to a number, and marks before it.
_TEL = re.compile(r"^\W*(?:(?:tel|tél|sms|phone)\W*[:.]\s*)+", re.IGNORECASE)
# As people write numbers: from a plus or a zero on, with whatever stands between the digits.
_TYPED = re.compile(r"(?<![#0-9])(?:\+|[0-9])[0-9 ./()\[\]·,_\-]{7,24}")
_FEWEST_DIGITS = 8
# They have no ink, and are neither spaces nor marks to Unicode.
_BLANKS = "\u2800\u3164\uffa0\u1160"
# Regions whose people dial each other as one country, though each has a country code.
_DIALLED_ALIKE = (("FR", "GP", "MQ", "RE", "GF", "YT"),)
_E164 = re.compile(r"\+[1-9][0-9]{3,14}")
_REACHABLE_BY_SMS = frozenset({PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE})


# Cached: one raider sends a thousand texts, and their number needs to be read only once.
@lru_cache(maxsize=4096)
def read_number(raw: str) -> Number:
    """Read `raw`: one person's number gives one `canonical`. About 0.1 ms; cached.

    The digits of `+330612345678` and of `+33612345678` reach the same person, so both are the
    second. Never raises: what cannot be read is INVALID.
    """
    raw = raw.strip()
    if raw in _WITHHELD_NUMBERS or raw.lower() in _WITHHELD_WORDS:
        return Number(raw, NumberKind.WITHHELD)
    if _SHORT_CODE.fullmatch(raw):
        return Number(raw, NumberKind.SHORT_CODE)
    if _E164.fullmatch(raw):
        return _read_e164(raw)
    if any(character.isalpha() for character in raw):
        return Number(raw, NumberKind.LETTERS)
    return Number(raw, NumberKind.INVALID)


def _read_e164(raw: str) -> Number:
    parsed = _parse(raw)
    if parsed is None:
        return Number(raw, NumberKind.INVALID)
    written = _in_e164(parsed)
    if written in _WITHHELD_NUMBERS:
        return Number(written, NumberKind.WITHHELD)
    # What reads as yet another number once it is written would be two people.
    if written != raw and _parse(written) != parsed:
        return Number(raw, NumberKind.INVALID)
    country = phonenumbers.region_code_for_number(parsed)
    kind = _kind_of(phonenumbers.number_type(parsed))
    return Number(written, kind, country, _regions_of(parsed))


def _parse(text: str) -> phonenumbers.PhoneNumber | None:
    """The number; None: it cannot exist."""
    try:
        parsed = phonenumbers.parse(text)
    except phonenumbers.NumberParseException:
        return None
    return parsed if phonenumbers.is_valid_number(parsed) else None


def _in_e164(parsed: phonenumbers.PhoneNumber) -> str:
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)


def _regions_of(parsed: phonenumbers.PhoneNumber) -> frozenset[str]:
    regions = phonenumbers.region_codes_for_country_code(parsed.country_code or 0)
    return frozenset(
        one
        for one in regions
        if len(regions) == 1 or phonenumbers.is_valid_number_for_region(parsed, one)
    )


def main_region(region: str) -> str:
    """The country under whose prices the numbers of `region` are: `"MF"` → `"GP"`."""
    code = phonenumbers.country_code_for_region(region)
    example = phonenumbers.example_number_for_type(region, PhoneNumberType.MOBILE)
    found = phonenumbers.region_code_for_number(example) if example else None
    return found or (phonenumbers.region_code_for_country_code(code) if code else region)


def _kind_of(number_type: int) -> NumberKind:
    if number_type in _REACHABLE_BY_SMS:
        return NumberKind.MOBILE
    if number_type == PhoneNumberType.FIXED_LINE:
        return NumberKind.LANDLINE
    return NumberKind.OTHER


def as_typed(text: str) -> str:
    """What a person reads of a number that was pasted: `"tel:+33‑6 12"` → `"+33-6 12"`.

    Marks of direction, joiners and other signs without a width go; full-width and other digits, all
    dashes and all spaces become the plain ones.
    """
    folded = unicodedata.normalize("NFKC", _TEL.sub("", text))
    return "".join(_plain(sign) for sign in folded).strip()


def _plain(sign: str) -> str:
    category = unicodedata.category(sign)
    if category in ("Cf", "Cc", "Mn"):
        return " " if sign in "\t\n\r" else ""
    if category == "Nd":
        return str(unicodedata.decimal(sign))
    if category == "Pd" or sign == "\N{MINUS SIGN}":
        return "-"
    return " " if category == "Zs" or sign in _BLANKS else sign


def read_dialled(dialled: str, *, region: str) -> Number:
    """Read a number as a person types or pastes it: `+33(0)6 12 34 56 78`, `06 12 34 56 78`.

    `region`: the country of a number that is written without a country code.
    """
    alike = next((group for group in _DIALLED_ALIKE if region in group), ())
    typed, found = as_typed(dialled), None
    for one in (region, *alike):
        try:
            parsed = phonenumbers.parse(typed, one)
        except phonenumbers.NumberParseException:
            continue
        number = read_number(_in_e164(parsed))
        if number.kind is not NumberKind.INVALID:
            return number
        found = found or number
    return found or read_number(dialled)


def holds_number(text: str) -> bool:
    """Whether somebody's number may stand in `text`: it must not stay in a chat."""
    return any(_is_number(found) for found in _TYPED.findall(as_typed(text)))


def _is_number(typed: str) -> bool:
    """Whether it is long enough; without a plus or a zero it may be an amount or an id as well."""
    digits = "".join(one for one in typed if one.isdigit())
    if len(digits) < _FEWEST_DIGITS:
        return False
    return typed.startswith(("+", "0")) or _parse(f"+{digits}") is not None


def as_dialled_abroad(number: str) -> str:
    """The number of a shared contact: Telegram leaves the + out. One of the home country stays."""
    typed = as_typed(number)
    return typed if typed.startswith(("+", "0")) else f"+{typed}"


def is_country(code: str) -> bool:
    """Whether `code` (two letters, such as FR) is a country that has phone numbers."""
    return code in phonenumbers.SUPPORTED_REGIONS


def mask(raw: str) -> str:
    """Enough of a number to recognise it, too little to call it: `+33 6•• ••• •78`."""
    if not _E164.fullmatch(raw):
        return raw if _SHORT_CODE.fullmatch(raw) else "•••"
    code = _country_code(raw)
    national = raw[1 + len(code) :]
    return f"+{code} {national[:1]}•• ••• •{national[-2:]}"


def _country_code(raw: str) -> str:
    try:
        return str(phonenumbers.parse(raw).country_code)
    except phonenumbers.NumberParseException:
        return raw[1:3]
