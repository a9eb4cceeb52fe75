"""The screens of approval: what a second person is asked for, and which acts need one."""

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from bot.screens.screen import Button, Screen, joined
from hotline.domain.approvals import Shared
from hotline.domain.roles import Role
from hotline.usecases.acts.request_approval import Asked
from hotline.usecases.proposals.set_approval_rule import ApprovalRuleChanged
from hotline.words import Words

_Done = TypeVar("_Done")


def asked_screen(asked: Asked, words: Words, *, now: datetime) -> Screen:
    """Says that nothing is done yet, how many people are asked, and until when."""
    until = words.moment(asked.until, now=now)
    withdraw = Button(words("button.withdraw_question"), f"discard:{asked.proposal_id}")
    return Screen(words.count("second.waiting", asked.people, until=until), [[withdraw]])


def done_screen(
    done: _Done | Asked, screen: Callable[[_Done, Words], Screen], words: Words, *, now: datetime
) -> Screen:
    """Shows what was done, by `screen`; or that a second person is asked first."""
    return asked_screen(done, words, now=now) if isinstance(done, Asked) else screen(done, words)


def agreed_screen(words: Words) -> Screen:
    """Tells the second person that they agreed and it is done."""
    return Screen(words("second.done"))


def declined_screen(words: Words) -> Screen:
    """Tells the second person that they declined and nothing is done."""
    return Screen(words("second.declined"))


def overtaken_screen(words: Words) -> Screen:
    """Says that it can no longer be done as it was asked."""
    return Screen(words("second.overtaken"))


def shared_screen(role: Role, found: ApprovalRuleChanged, words: Words) -> Screen:
    """Shows which acts need two people; owners get a button for each."""
    lines = [
        words("shared.on" if one in found.two_people else "shared.off", what=words(f"shared.{one}"))
        for one in Shared
    ]
    text = joined(words("shared.title"), *lines, words("shared.text_in_raid"))
    rows = [[_toggle(one, found, words)] for one in Shared] if role is Role.OWNER else []
    return Screen(text, [*rows, [Button(words("button.team"), "team:all")]])


def _toggle(one: Shared, found: ApprovalRuleChanged, words: Words) -> Button:
    is_on = one in found.two_people
    label = words("button.share_off" if is_on else "button.share_on", what=words(f"shared.{one}"))
    return Button(label, f"share:{one}:{'off' if is_on else 'on'}")
