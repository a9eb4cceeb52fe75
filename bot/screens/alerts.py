"""The screens of /alerts."""

from datetime import datetime

from bot.screens.screen import Button, RichScreen, Screen, joined
from hotline.domain.sounds import Alerts, Level
from hotline.usecases.setup.change_rule import HotlineRule
from hotline.words import Html, Words

_QUIET = ((22, 8), (23, 7), (0, 9), (20, 10), (8, 18))
_DIGEST_HOURS = (8, 12, 18, 21)
TABLE_NUMBERS = (17, 42, 86)


def alerts_screen(alerts: Alerts, words: Words, *, now: datetime) -> Screen:
    """Shows what makes a sound, when, and what is seen; a button for each other choice."""
    lines = [
        words("alerts.title"),
        words(f"alerts.level.{alerts.level}"),
        _quiet_line(alerts, words),
        words("alerts.raids_on" if alerts.raids_sound else "alerts.raids_off"),
        _mute_line(alerts, words, now),
        words("alerts.texts_on" if alerts.sees_texts else "alerts.texts_off"),
        words("alerts.digest_off")
        if alerts.digest_hour is None
        else words("alerts.digest_at", hour=alerts.digest_hour),
        words("alerts.rich_on") if alerts.sees_rich else "",
    ]
    return Screen(joined(*lines), _rows(alerts, words, now))


def table_screen(right: int, words: Words) -> RichScreen:
    """Asks which number stands in its table: whose phone does not show it cannot say."""
    question, name = words("rich.test"), words("rich.number")
    which = words("rich.which_number")
    table = f"<table><tr><th>{name}</th><td>{right}</td></tr></table>"
    numbers = [
        Button(str(one), "alerts:rich:on" if one == right else "alerts:table:wrong")
        for one in TABLE_NUMBERS
    ]
    nothing = Button(words("button.no_table"), "alerts:table:none")
    return RichScreen(
        Html(f"<h3>{question}</h3>{table}<p>{which}</p>"), Html(""), [numbers, [nothing]]
    )


def table_answer_screen(answer: str, words: Words) -> Screen:
    """What follows if the test could not be sent, or was not seen; or that it was sent."""
    again = Button(words("button.rich_try"), "alerts:table:ask")
    texts = {
        "sent": words("alerts.table_sent"),
        "refused": words("alerts.table_refused"),
        "wrong": words("alerts.table_wrong"),
        "none": words("alerts.table_none"),
    }
    return Screen(texts[answer], [] if answer in ("sent", "refused") else [[again]])


def quiet_screen(words: Words) -> Screen:
    """Asks which hours shall be quiet."""
    rows = [
        [Button(words("alerts.hours", begins=begins, ends=ends), f"alerts:quiet:{begins}-{ends}")]
        for begins, ends in _QUIET
    ]
    off = [Button(words("button.no_quiet"), "alerts:quiet:off")]
    return Screen(words("alerts.which_hours"), [*rows, off])


def _quiet_line(alerts: Alerts, words: Words) -> Html:
    if alerts.quiet is None:
        return words("alerts.no_quiet")
    begins, ends = alerts.quiet
    return words("alerts.quiet", begins=begins, ends=ends)


def _mute_line(alerts: Alerts, words: Words, now: datetime) -> Html | str:
    if alerts.muted_until is None or alerts.muted_until <= now:
        return ""
    return words("alerts.muted", until=words.moment(alerts.muted_until, now=now))


def _rows(alerts: Alerts, words: Words, now: datetime) -> list[list[Button]]:
    levels = [
        Button(words(f"button.level.{level}"), f"alerts:level:{level}")
        for level in Level
        if level is not alerts.level
    ]
    is_muted = alerts.muted_until is not None and alerts.muted_until > now
    hours = [None, *_DIGEST_HOURS]
    following = (
        hours[(hours.index(alerts.digest_hour) + 1) % len(hours)]
        if (alerts.digest_hour in hours)
        else None
    )
    digest = (
        Button(words("button.digest_off"), "alerts:digest:off")
        if following is None
        else Button(words("button.digest", hour=following), f"alerts:digest:{following}")
    )
    return [
        levels,
        [
            Button(words("button.quiet_hours"), "alerts:hours:choose"),
            _switch("raids", words, is_on=alerts.raids_sound),
        ],
        [_switch("mute", words, is_on=is_muted), _switch("texts", words, is_on=alerts.sees_texts)],
        [digest, _rich_switch(alerts, words)],
        [Button(words("button.steps"), f"{HotlineRule.REMINDER}:steps")],
    ]


def _rich_switch(alerts: Alerts, words: Words) -> Button:
    if alerts.sees_rich:
        return Button(words("button.rich_off"), "alerts:rich:off")
    return Button(words("button.rich_try"), "alerts:table:ask")


def _switch(what: str, words: Words, *, is_on: bool) -> Button:
    to = "off" if is_on else "on"
    return Button(words(f"button.{what}_{to}"), f"alerts:{what}:{to}")
