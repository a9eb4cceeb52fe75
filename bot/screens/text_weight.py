"""A reply text in words: what it says, how long it is, what it costs, which characters matter."""

from bot.screens.text_length import shortened
from hotline.domain.segments import CostlyCharacter
from hotline.usecases.reply_texts.cost_text import TextCost
from hotline.words import Html, Words

# More would fill the screen; the rest is only counted.
_CHARACTERS_SHOWN = 12
# For the text itself, of the 4096 characters that a message holds.
_ROOM = 2400


def bodies(variants: list[str], words: Words) -> list[Html]:
    """The text; or several variants, each cut so that all fit into one message."""
    room = _ROOM // len(variants)
    shown = [shortened(one, room) for one in variants]
    if len(shown) == 1:
        return [words("reply.body", body=shown[0])]
    title = words.count("reply.variants", len(shown))
    return [title, *(words("reply.body", body=body) for body in shown)]


def weight_line(cost: TextCost, words: Words) -> Html:
    """How long the text is, and what one reply costs."""
    segments = words.count("reply.segments", cost.size.segments)
    values = {"encoding": str(cost.size.encoding), "units": cost.size.units, "segments": segments}
    if cost.micros is None:
        return words("reply.weight_unpriced", **values)
    amount = words.money(cost.micros, cost.currency)
    return words("reply.weight", amount=amount, country=cost.country, **values)


def thousand_line(cost: TextCost, words: Words) -> Html | str:
    """What a thousand replies would cost; empty where no price is known."""
    if cost.micros is None:
        return ""
    return words("reply.thousand", amount=words.money(cost.micros * 1000, cost.currency))


def costly_line(cost: TextCost, words: Words) -> Html:
    """Which characters leave less room in an SMS, and whether that costs anything here."""
    named = [_name(one, words) for one in cost.costly[:_CHARACTERS_SHOWN]]
    more = len(cost.costly) - _CHARACTERS_SHOWN
    if more > 0:
        named.append(words.count("reply.costly_more", more))
    line = words("reply.costly", characters=Html(", ".join(named)))
    return Html(f"{line} {_difference(cost, words)}")


def _difference(cost: TextCost, words: Words) -> Html:
    """What it costs now, and what it would in plain spelling."""
    if cost.size.segments == cost.plain_segments:
        return words("reply.costly_same")
    if cost.micros is None or cost.plain_micros is None:
        longer = words.count("reply.segments", cost.size.segments)
        shorter = words.count("reply.segments", cost.plain_segments)
        return words("reply.costly_longer", now=longer, plain=shorter)
    dearer = words.money(cost.micros, cost.currency)
    cheaper = words.money(cost.plain_micros, cost.currency)
    return words("reply.costly_dearer", now=dearer, plain=cheaper)


def _name(one: CostlyCharacter, words: Words) -> Html:
    shown = one.character if one.character.isprintable() and not one.character.isspace() else "␣"
    if one.suggestion is None:
        return words("reply.costly_one", character=shown)
    if one.suggestion == "":
        return words("reply.costly_needless", code=f"U+{ord(one.character):04X}")
    return words("reply.costly_instead", character=shown, suggestion=one.suggestion)
