"""The screens of the first steps: one question each, the present value, and how to change it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.screens.countries import countries_rows
from bot.screens.delay import delay_rows
from bot.screens.reply_text import goes_to
from bot.screens.screen import Button, Screen, joined
from bot.screens.status import last_inbound_line
from bot.screens.text_weight import bodies, weight_line
from hotline.checkup_words import Reader, finding_in_words
from hotline.domain.first_steps import STEPS, Step, after
from hotline.domain.sender_ids import judge_sender
from hotline.usecases.setup.take_first_step import FirstStep
from hotline.words import LANGUAGES, Html, Words

# The data of a button that leads on through the first steps begins with this.
WAY_ON = "first:"
LATER = "later"
DONE = "done"


def greeting_screen(step: Step, words: Words) -> Screen:
    """Offers to begin the first steps or to go on, or not now."""
    is_new = step is STEPS[0]
    text = words("first.hello" if is_new else "first.resume", step=STEPS.index(step) + 1)
    label = words("button.first_begin" if is_new else "button.first_go_on")
    later = Button(words("button.first_later"), WAY_ON + LATER)
    return Screen(text, [[Button(label, WAY_ON + step)], [later]])


def later_screen(words: Words) -> Screen:
    """Says that /start goes on from here at any time."""
    return Screen(words("first.later"))


def done_screen(words: Words) -> Screen:
    """Says that the hotline is ready, and offers a check-up and the menu."""
    doctor = Button(words("menu.doctor"), "go:doctor")
    return Screen(words("first.done"), [[doctor], [Button(words("button.menu"), "go:menu")]])


@dataclass(frozen=True)
class View:
    """What a question is built from. `senders`: what replies are sent from."""

    found: FirstStep
    senders: Sequence[str]
    lines: Sequence[str]
    now: datetime


def step_screen(view: View, words: Words) -> Screen:
    """Shows one question, its buttons, and the way on."""
    step = view.found.step
    text, rows = _STEPS[step](view, words)
    title = words(f"first.title.{step}", number=STEPS.index(step) + 1, of=len(STEPS))
    return Screen(joined(title, text), [*rows, way_on_row(after(step) or DONE, words)])


def way_on_row(step: str, words: Words) -> list[Button]:
    """The button that leads on to `step`, or to the end."""
    key = "button.first_end" if step == DONE else "button.first_next"
    return [Button(words(key), WAY_ON + step)]


_Shown = tuple[Html, list[list[Button]]]


def _language(_: View, words: Words) -> _Shown:
    row = [Button(words(f"language.{one}"), f"speak:{one}") for one in LANGUAGES]
    return words("first.language"), [row]


def _countries(view: View, words: Words) -> _Shown:
    judged = [judge_sender(sender, view.found.countries) for sender in view.senders]
    text = joined(
        words(
            "first.countries",
            lines=", ".join(view.lines),
            countries=words.countries(view.found.countries),
        ),
        *(
            finding_in_words(one, Reader.OWNER, words, now=view.now)
            for one in judged
            if one.problem
        ),
    )
    return text, countries_rows(view.found.countries, words)


def _text(view: View, words: Words) -> _Shown:
    cost, language = view.found.text, view.found.language
    text = joined(
        words("first.text"),
        *bodies(cost.variants, words),
        weight_line(cost, words),
        goes_to(language, cost, words),
    )
    return text, [[Button(words("button.change_text"), f"ask:reply_{language}")]]


def _delay(view: View, words: Words) -> _Shown:
    delay = view.found.settings.delay
    return words("first.delay", delay=words.duration(delay)), delay_rows(delay, words)


def _budget(view: View, words: Words) -> _Shown:
    budget, currency = view.found.settings.budget, view.found.settings.currency
    text = words(
        "first.budget",
        day=words.money(budget.day_micros, currency),
        total=words.money(budget.total_micros, currency),
    )
    if view.found.text.micros:
        replies = budget.day_micros // view.found.text.micros
        text = joined(text, words.count("first.budget_replies", replies))
    day = Button(words("button.first_day"), "ask:budget_day")
    return text, [[day, Button(words("button.first_total"), "ask:budget_total")]]


def _team(view: View, words: Words) -> _Shown:
    text = words.count("first.team", view.found.people)
    return text, [[Button(words("button.invite"), "invite:who")]]


def _test(view: View, words: Words) -> _Shown:
    last = last_inbound_line(view.found.last_inbound_at, words, view.now)
    delay = words.duration(view.found.settings.delay)
    text = joined(words("first.test", line=view.lines[0], delay=delay), last)
    language = view.found.language
    look = Button(words("button.first_look"), WAY_ON + Step.TEST)
    return text, [[look], [Button(words("button.handset"), f"ask:handset_{language}")]]


_STEPS: dict[Step, Callable[[View, Words], _Shown]] = {
    Step.LANGUAGE: _language,
    Step.COUNTRIES: _countries,
    Step.TEXT: _text,
    Step.DELAY: _delay,
    Step.BUDGET: _budget,
    Step.TEAM: _team,
    Step.TEST: _test,
}
