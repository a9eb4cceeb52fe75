"""The screen of /status: the hotline at a glance."""

from datetime import datetime

from bot.screens.screen import Button, Screen, joined
from hotline.domain.health import PartHealth
from hotline.domain.modes import Mode
from hotline.domain.settings import Halt
from hotline.usecases.money.price_replies import Backlogged
from hotline.usecases.replies.halt_sending import NO_ANSWER
from hotline.usecases.reports.show_status import Status
from hotline.words import Html, Words


def status_screen(status: Status, words: Words, *, now: datetime) -> Screen:
    """Shows alarms, mode, traffic, money and the parts."""
    currency = status.settings.currency
    return Screen(
        joined(
            *_alarms(status, words),
            mode_line(status, words, now),
            last_inbound_line(status.last_inbound_at, words, now),
            _backlog("status.planned", status.planned, words, currency)
            if status.planned.replies
            else "",
            _backlog("status.held", status.held, words, currency) if status.held.replies else "",
            words.count("status.unknown", status.unknown) if status.unknown else "",
            words.count("status.sent_today", status.sent_today),
            money_line(status, words),
            _parts(status, words),
        ),
        guard_rows(status, words),
    )


def guard_rows(status: Status, words: Words) -> list[list[Button]]:
    """The button that puts the guard back, where a raid is open without it."""
    if status.raid_id is None or status.settings.mode is not Mode.OPEN:
        return []
    return [[Button(words("button.guard_again"), f"guard:{status.raid_id}")]]


def _parts(status: Status, words: Words) -> Html:
    """That all works; or which part does not."""
    silent = [part for part in status.parts if not part.is_alive]
    if not silent:
        return words("status.all_works")
    return words("status.parts", parts=Html(", ".join(_part(part, words) for part in silent)))


def _alarms(status: Status, words: Words) -> list[Html]:
    """Why texts or replies may not pass even though the mode is open. These lines come first."""
    halt, found = status.settings.halt, []
    if halt is not None:
        found.append(_halt(halt, words))
    if status.unplugged:
        found.append(words("budget.unplugged"))
    found += [words(f"status.errand.{one.kind}", tries=one.tries) for one in status.errands]
    used_up = used_up_line(status, words)
    return [*found, used_up] if used_up else found


def used_up_line(status: Status, words: Words) -> Html | None:
    """That the budget is used up, where it is."""
    return words("status.used_up") if status.is_used_up else None


def mode_line(status: Status, words: Words, now: datetime) -> Html:
    """Whether replies leave."""
    until = status.settings.mode_until
    if status.settings.mode is Mode.SUSPENDED and until is not None:
        return words("status.suspended_until", until=words.moment(until, now=now))
    if status.settings.mode is Mode.OPEN and status.raid_id is not None:
        return words("status.mode.unguarded")
    if status.settings.mode is Mode.OPEN and _alarms(status, words):
        return words("status.mode.open_only")
    return words(f"status.mode.{status.settings.mode}")


def last_inbound_line(at: datetime | None, words: Words, now: datetime) -> Html:
    """How long ago the last text or call came."""
    if at is None:
        return words("status.no_inbound")
    return words("status.last_inbound", age=words.duration(now - at))


def _backlog(key: str, backlog: Backlogged, words: Words, currency: str) -> Html:
    line = words.count(key, backlog.replies, amount=words.cents(backlog.micros, currency))
    if backlog.unpriced:
        return Html(line + " " + words.count("status.unpriced", backlog.unpriced))
    return line


def money_line(status: Status, words: Words) -> Html:
    """What is spent, owed and left."""
    currency = status.settings.currency
    return words(
        "status.money",
        spent=words.cents(status.day.bound_micros, currency),
        inbound=words.cents(status.day.inbound_micros, currency),
        both=words.cents(status.day.bound_micros + status.day.inbound_micros, currency),
        inbound_in_all=words.cents(status.total.inbound_micros, currency),
        spent_in_all=words.cents(status.total.bound_micros, currency),
        owed=words.cents(status.planned.micros, currency),
        left=words.cents(status.left_micros, currency),
    )


def _halt(halt: Halt, words: Words) -> Html:
    if halt.code == NO_ANSWER:
        return words("status.halted.no_answer")
    return words("status.halted", code=halt.code)


def _part(part: PartHealth, words: Words) -> str:
    name = words(f"part.{part.name}")
    if part.age is None:
        return words("part.never_seen", part=name)
    return words("part.silent", part=name, age=words.duration(part.age))
