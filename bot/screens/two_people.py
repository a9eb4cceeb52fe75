"""The screens around a second person: who is asked, what for, and for which acts at all."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, TypeVar

from bot.screens.amounts import amounts_in_words
from bot.screens.screen import Button, Screen, joined
from hotline.domain.acts import Act
from hotline.domain.roles import Role
from hotline.domain.two_people import Shared
from hotline.usecases.ask_second import Asked
from hotline.usecases.set_shared import SharedChanged
from hotline.words import Html, Words

_Done = TypeVar("_Done")


def asked_screen(asked: Asked, words: Words, *, now: datetime) -> Screen:
    """Nothing is done yet."""
    until = words.moment(asked.until, now=now)
    withdraw = Button(words("button.withdraw_question"), f"discard:{asked.proposal_id}")
    return Screen(words.count("second.waiting", asked.people, until=until), [[withdraw]])


def done_screen(
    done: _Done | Asked, screen: Callable[[_Done, Words], Screen], words: Words, *, now: datetime
) -> Screen:
    """What was done, as `screen` shows it; or that a second person is asked first."""
    return asked_screen(done, words, now=now) if isinstance(done, Asked) else screen(done, words)


def agreed_screen(words: Words) -> Screen:
    """Done."""
    return Screen(words("second.done"))


def declined_screen(words: Words) -> Screen:
    """Nothing is done."""
    return Screen(words("second.declined"))


def overtaken_screen(words: Words) -> Screen:
    """It can no longer be done as it was asked."""
    return Screen(words("second.overtaken"))


def shared_screen(role: Role, found: SharedChanged, words: Words) -> Screen:
    """For which acts two are needed; a button each, for owners."""
    lines = [
        words("shared.on" if one in found.two_people else "shared.off", what=words(f"shared.{one}"))
        for one in Shared
    ]
    text = joined(words("shared.title"), *lines, words("shared.text_in_raid"))
    rows = [[_toggle(one, found, words)] for one in Shared] if role is Role.OWNER else []
    return Screen(text, [*rows, [Button(words("button.team"), "team:all")]])


def _toggle(one: Shared, found: SharedChanged, words: Words) -> Button:
    is_on = one in found.two_people
    label = words("button.share_off" if is_on else "button.share_on", what=words(f"shared.{one}"))
    return Button(label, f"share:{one}:{'off' if is_on else 'on'}")


def what_in_words(facts: Mapping[str, Any], words: Words) -> Html:
    """What somebody asks a second person for."""
    act = Act(facts["what"])
    values: dict[str, object] = {**facts, **amounts_in_words(facts, words)}
    if facts.get("role"):
        values["role"] = words(f"role.{facts['role']}")
    if "shared" in facts:
        values["shared"] = words(f"shared.{facts['shared']}")
    key = f"what.{act}"
    if act is Act.CHANGE_BUDGET:
        key = f"{key}.{facts['cap']}"
    elif act is Act.RESUME:
        key = f"{key}.{facts['backlog']}"
    return words(key, **values)


def second_rows(facts: Mapping[str, Any], words: Words) -> list[list[Button]]:
    """To agree or to decline."""
    number = facts["proposal_id"]
    return [
        [Button(words("button.agree"), f"agree:{number}")],
        [Button(words("button.decline"), f"decline:{number}")],
    ]
