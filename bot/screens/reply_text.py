"""The screens of /reply: the text in force, and the preview of a new one."""

from datetime import datetime

from bot.screens.screen import Button, Screen, joined, undo_row
from bot.screens.text_length import shortened
from hotline.domain.languages import TEXT_LANGUAGES
from hotline.domain.segments import CostlyCharacter, Encoding
from hotline.usecases.reply_texts.draft_reply_text import DraftPreview
from hotline.usecases.reply_texts.publish_text import TextPublished
from hotline.usecases.reply_texts.show_reply_text import CurrentText, TextCost
from hotline.words import Html, Words

# More would fill the screen; the rest is only counted.
_CHARACTERS_SHOWN = 12
# For the text itself, of the 4096 characters that a message holds.
_ROOM = 2400


def current_text_screen(current: CurrentText, words: Words, *, now: datetime) -> Screen:
    """Shows what replies say, what each costs, where it goes, and how to change it."""
    when = words.moment(current.created_at, now=now)
    if current.author:
        origin = words("reply.by", version=current.version, by=current.author, when=when)
    else:
        origin = words("reply.by_nobody", version=current.version)
    weight, thousand = weight_line(current.cost, words), _thousand(current.cost, words)
    text = joined(
        origin,
        *bodies(current.cost.variants, words),
        weight,
        thousand,
        _goes_to(current.language, current.cost, words),
        words("reply.example"),
    )
    return Screen(text, _current_rows(current, words))


def _goes_to(language: str, cost: TextCost, words: Words) -> Html:
    name = words.language_name(language)
    if not cost.countries:
        return words("reply.goes_nowhere", language=name)
    return words("reply.goes_to", language=name, countries=", ".join(cost.countries))


def _current_rows(current: CurrentText, words: Words) -> list[list[Button]]:
    language = current.language
    others = [
        Button(words.language_name(one), f"text:{one}")
        for one in current.languages
        if one != language
    ]
    more = Button(words("button.another_language"), "text:more")
    return [
        [
            Button(words("button.change_text"), f"ask:reply_{language}"),
            Button(words("button.versions"), f"versions:{language}:0"),
        ],
        [Button(words("button.handset"), f"ask:handset_{language}")],
        [*others, more],
    ]


def languages_screen(words: Words) -> Screen:
    """Asks in which other language the new text is."""
    rows = [
        [
            Button(words.language_name(one), f"ask:reply_{one}")
            for one in TEXT_LANGUAGES[at : at + 3]
        ]
        for at in range(0, len(TEXT_LANGUAGES), 3)
    ]
    return Screen(words("reply.which_language"), rows)


def preview_screen(preview: DraftPreview, words: Words) -> Screen:
    """Shows the new text, its cost beside the old cost, what makes it costly, and Confirm."""
    language = words.language_name(preview.language)
    before = preview.before and words("reply.before", weight=weight_line(preview.before, words))
    lines = [
        words("reply.preview", language=language),
        *bodies(preview.cost.variants, words),
        weight_line(preview.cost, words),
        _thousand(preview.cost, words),
        before or "",
        _goes_to(preview.language, preview.cost, words),
    ]
    if preview.cost.size.encoding is Encoding.UCS2:
        lines.append(_costly(preview.cost.costly, words))
    rows = [
        [Button(words("button.confirm"), f"keep_draft:{preview.draft_id}")],
        [Button(words("button.cancel"), f"discard_draft:{preview.draft_id}")],
    ]
    if preview.plainer is not None:
        label = words("button.plainer", weight=weight_line(preview.plainer, words))
        rows.insert(1, [Button(label, f"respell_draft:{preview.draft_id}")])
    return Screen(joined(*lines), rows)


def bodies(variants: list[str], words: Words) -> list[Html]:
    """The text; or several variants, each cut so that all fit into one message."""
    room = _ROOM // len(variants)
    shown = [shortened(one, room) for one in variants]
    if len(shown) == 1:
        return [words("reply.body", body=shown[0])]
    title = words.count("reply.variants", len(shown))
    return [title, *(words("reply.body", body=body) for body in shown)]


def kept_screen(kept: TextPublished, words: Words) -> Screen:
    """Says that the new text is in force."""
    undo = [] if kept.is_first else undo_row(words("button.undo"), kept.audit_id)
    return Screen(words("reply.kept"), undo)


def weight_line(cost: TextCost, words: Words) -> Html:
    """How long the text is, and what one reply costs."""
    segments = words.count("reply.segments", cost.size.segments)
    values = {"encoding": str(cost.size.encoding), "units": cost.size.units, "segments": segments}
    if cost.micros is None:
        return words("reply.weight_unpriced", **values)
    amount = words.money(cost.micros, cost.currency)
    return words("reply.weight", amount=amount, country=cost.country, **values)


def _thousand(cost: TextCost, words: Words) -> Html | str:
    if cost.micros is None:
        return ""
    return words("reply.thousand", amount=words.money(cost.micros * 1000, cost.currency))


def _costly(characters: list[CostlyCharacter], words: Words) -> Html:
    named = [_name(one, words) for one in characters[:_CHARACTERS_SHOWN]]
    more = len(characters) - _CHARACTERS_SHOWN
    if more > 0:
        named.append(words.count("reply.costly_more", more))
    return words("reply.costly", characters=Html(", ".join(named)))


def _name(one: CostlyCharacter, words: Words) -> Html:
    shown = one.character if one.character.isprintable() and not one.character.isspace() else "␣"
    if one.suggestion is None:
        return words("reply.costly_one", character=shown)
    if one.suggestion == "":
        return words("reply.costly_needless", code=f"U+{ord(one.character):04X}")
    return words("reply.costly_instead", character=shown, suggestion=one.suggestion)
