"""The screens of /reply: the text in force, the preview of a new one, and one that is removed."""

from datetime import datetime

from bot.screens.screen import Button, Screen, confirm_rows, joined, undo_row
from bot.screens.text_weight import bodies, costly_line, thousand_line, weight_line
from hotline.domain.roles import Role, may
from hotline.domain.segments import Encoding
from hotline.usecases.reply_texts.cost_text import TextCost
from hotline.usecases.reply_texts.draft_reply_text import DraftPreview, WhichLanguage
from hotline.usecases.reply_texts.publish_text import TextPublished
from hotline.usecases.reply_texts.remove_text import RemovalQuestion, TextRemoved
from hotline.usecases.reply_texts.show_reply_text import CurrentText, LanguagesToWrite
from hotline.words import Html, Words, as_plain_text

# On a button; the rest is only counted.
_COUNTRIES_SHOWN = 4


def current_text_screen(current: CurrentText, words: Words, *, role: Role, now: datetime) -> Screen:
    """Shows what replies say, what each costs, where it goes, and how to change it."""
    when = words.moment(current.created_at, now=now)
    if current.author:
        origin = words("reply.by", version=current.version, by=current.author, when=when)
    else:
        origin = words("reply.by_nobody", version=current.version)
    may_act = may(role, Role.ORGANIZER)
    text = joined(
        origin,
        *bodies(current.cost.variants, words),
        weight_line(current.cost, words),
        thousand_line(current.cost, words),
        goes_to(current.language, current.cost, words),
        words("reply.example") if may_act else "",
    )
    return Screen(text, _current_rows(current, words, may_act=may_act))


def goes_to(language: str, cost: TextCost, words: Words) -> Html:
    """Who gets a text, by the names of their countries; or that nobody does."""
    name = words.language_name(language)
    if not cost.countries:
        return words("reply.goes_nowhere", language=name)
    return words("reply.goes_to", language=name, countries=words.countries(cost.countries))


def _current_rows(current: CurrentText, words: Words, *, may_act: bool) -> list[list[Button]]:
    language = current.language
    change = Button(words("button.change_text"), f"ask:reply_{language}")
    versions = Button(words("button.versions"), f"versions:{language}:0")
    rows = [[change, versions] if may_act else [versions]]
    rows += [[Button(words("button.handset"), f"ask:handset_{language}")]] if may_act else []
    rows += [
        [Button(_read_in(one, countries, words), f"text:{one}")]
        for one, countries in current.others.items()
    ]
    rows += [[Button(words("button.other_languages"), "text:more")]]
    if may_act and not current.is_own:
        rows += [[Button(words("button.remove_text"), f"remove_text:{language}")]]
    return rows


def _read_in(language: str, countries: list[str], words: Words) -> str:
    """`French: Belgium, France`: a language, and who gets it; of many countries only some."""
    shown = words.countries(countries[:_COUNTRIES_SHOWN])
    more = len(countries) - _COUNTRIES_SHOWN
    label = words(
        "reply.read_in",
        language=words.language_name(language),
        countries=shown + (f" +{more}" if more > 0 else ""),
    )
    return as_plain_text(label)


def languages_screen(found: LanguagesToWrite, words: Words, *, role: Role) -> Screen:
    """Offers the languages that somebody gets, or would; names the texts that nobody gets."""
    names = ", ".join(f"{words.language_name(one)} (/reply {one})" for one in found.unread)
    rows = []
    if may(role, Role.ORGANIZER):
        rows = [
            [Button(_read_in(one, countries, words), f"ask:reply_{one}")]
            for one, countries in found.read.items()
        ]
    rows.append([Button(words("button.by_country"), "speaks:all")])
    unread = words("reply.unread", languages=names) if found.unread else ""
    several = words("reply.several_languages") if found.has_choice else ""
    return Screen(joined(words("reply.which_language"), several, unread), rows)


def which_language_screen(asked: WhichLanguage, words: Words) -> Screen:
    """Asks in which of the languages that senders get the new text is."""
    rows = [
        [Button(_read_in(one, countries, words), f"draft_in:{asked.draft_id}:{one}")]
        for one, countries in asked.read.items()
    ]
    rows.append([Button(words("button.cancel"), f"discard_draft:{asked.draft_id}")])
    return Screen(words("reply.which_of_several"), rows)


def preview_screen(preview: DraftPreview, words: Words) -> Screen:
    """Shows the new text, its cost beside the old cost, what makes it costly, and Confirm."""
    language = words.language_name(preview.language)
    before = preview.before and words("reply.before", weight=weight_line(preview.before, words))
    lines = [
        words("reply.preview", language=language),
        *bodies(preview.cost.variants, words),
        weight_line(preview.cost, words),
        thousand_line(preview.cost, words),
        before or "",
        _who_gets(preview, words),
    ]
    if preview.cost.size.encoding is Encoding.UCS2:
        lines.append(costly_line(preview.cost, words))
    return Screen(joined(*lines), _preview_rows(preview, words))


def _who_gets(preview: DraftPreview, words: Words) -> Html | str:
    if preview.cost.countries:
        return goes_to(preview.language, preview.cost, words)
    language = words.language_name(preview.language)
    spoken_in = words.countries(preview.spoken_in)
    could = words("reply.could_get", countries=spoken_in) if spoken_in else ""
    return joined(words("reply.nobody_gets", language=language), could)


def _preview_rows(preview: DraftPreview, words: Words) -> list[list[Button]]:
    keep = f"keep_draft:{preview.draft_id}"
    if preview.cost.countries:
        rows = [[Button(words("button.confirm"), keep)]]
    else:
        rows = [[Button(words("button.keep_unread"), f"{keep}:unread")]]
    if preview.plainer is not None:
        label = words("button.plainer", weight=weight_line(preview.plainer, words))
        rows.append([Button(label, f"respell_draft:{preview.draft_id}")])
    if not preview.cost.countries and preview.spoken_in:
        rows.append([Button(words("button.by_country"), "speaks:all")])
    return [*rows, [Button(words("button.cancel"), f"discard_draft:{preview.draft_id}")]]


def lapsed_screen(draft_id: int, words: Words) -> Screen:
    """Says that the hour of a draft is over, and offers to look at it again."""
    again = Button(words("button.draft_again"), f"draft_in:{draft_id}:same")
    return Screen(words("refusal.draft_lapsed"), [[again]])


def kept_screen(kept: TextPublished, words: Words) -> Screen:
    """Says that the new text is in force, and who gets it."""
    if kept.countries:
        text = words("reply.kept", countries=words.countries(kept.countries))
    else:
        text = words("reply.kept_unread", language=words.language_name(kept.language))
    return Screen(text, undo_row(words("button.undo"), kept.audit_id))


def remove_question_screen(question: RemovalQuestion, words: Words) -> Screen:
    """Asks before a text is removed: what its readers would get instead."""
    language = words.language_name(question.language)
    if question.countries:
        title = words("reply.remove", language=language)
    else:
        title = words("reply.remove_unread", language=language)
    text = joined(title, *_instead(question.instead, words))
    return Screen(text, confirm_rows(words, words("button.remove_text"), question.proposal_id))


def removed_screen(removed: TextRemoved, words: Words) -> Screen:
    """Says that nobody gets the text any more, and what its readers get instead."""
    language = words.language_name(removed.language)
    text = joined(words("reply.removed", language=language), *_instead(removed.instead, words))
    versions = Button(words("button.versions"), f"versions:{removed.language}:0")
    return Screen(text, [*undo_row(words("button.undo"), removed.audit_id), [versions]])


def _instead(instead: dict[str, list[str]], words: Words) -> list[Html]:
    return [
        words(
            "reply.instead",
            language=words.language_name(language),
            countries=words.countries(countries),
        )
        for language, countries in instead.items()
    ]
