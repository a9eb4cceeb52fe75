"""The screens of /oncall and /test: who has the phone tonight, and whether it rings."""

from datetime import datetime

from bot.screens.screen import Button, Screen, joined, undo_row
from hotline.domain.people import Organizer
from hotline.domain.roles import Role, may
from hotline.usecases.team.take_phone import PhoneTaken, WhoHasPhone
from hotline.words import Html, Words


def phone_screen(found: WhoHasPhone, reader: Organizer, words: Words, *, now: datetime) -> Screen:
    """Shows who has the phone, and what that means; who may act can take it or hand it over."""
    text = joined(_who(found, reader, words, now), words("on_call.means"))
    if not may(reader.role, Role.ORGANIZER):
        return Screen(text)
    morning = words.moment(found.morning, now=now)
    rows = []
    if found.who is None or found.who.id != reader.id:
        rows.append(
            [Button(words("button.take_phone", until=morning), f"phone:{reader.id}:morning")]
        )
        rows.append([Button(words("button.take_phone_open"), f"phone:{reader.id}:open")])
    rows += [
        [
            Button(
                words("button.hand_phone", name=one.name, until=morning), f"phone:{one.id}:morning"
            )
        ]
        for one in found.others
        if one.id != reader.id and one.name
    ]
    if found.who is not None:
        rows.append([Button(words("button.nobody_has_phone"), "phone:0:open")])
    return Screen(text, rows)


def _who(found: WhoHasPhone, reader: Organizer, words: Words, now: datetime) -> Html:
    if found.who is None:
        return words("on_call.nobody")
    ending = "_you" if found.who.id == reader.id else ""
    if found.until is None:
        return words(f"on_call.open{ending}", by=found.who.name)
    until = words.moment(found.until, now=now)
    return words(f"on_call.until{ending}", by=found.who.name, until=until)


def phone_taken_screen(
    taken: PhoneTaken, name: str | None, words: Words, *, now: datetime, is_own: bool
) -> Screen:
    """Says who has it now."""
    if name is None:
        text = words("on_call.nobody")
    else:
        ending = "_you" if is_own else ""
        key = f"on_call.open{ending}" if taken.until is None else f"on_call.until{ending}"
        until = words.moment(taken.until, now=now) if taken.until else ""
        text = words(key, by=name, until=until)
    return Screen(text, undo_row(words("button.undo"), taken.audit_id))


def rung_screen(words: Words, *, would_sound: bool) -> Screen:
    """Says that a message with a sound follows, or why a raid would be silent now."""
    text = joined(words("ring.now" if would_sound else "ring.silent"), words("ring.second_way"))
    rows = [] if would_sound else [[Button(words("menu.alerts"), "go:alerts")]]
    return Screen(text, rows)
