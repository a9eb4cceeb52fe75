"""Plain data for the screens, and what is asked of every screen, whatever it says.

No database and no HTTP: builders of what use cases hand to `bot.screens`, with ordinary values.
"""

import json
import re
from dataclasses import MISSING, fields, replace
from datetime import UTC, datetime, timedelta
from enum import Enum
from html import unescape
from html.parser import HTMLParser
from types import UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from bot.screens.screen import RichScreen, Screen
from hotline.domain import subjects
from hotline.domain.detection.evidence import Kind
from hotline.domain.facts import Facts, key_of
from hotline.domain.health import PARTS, PartHealth
from hotline.domain.incidents import Incident, IncidentSummary
from hotline.domain.languages import Texts
from hotline.domain.modes import Mode
from hotline.domain.money import Budget, Figures
from hotline.domain.people import Invitation, Member, Organizer, Sender
from hotline.domain.prices import CountryPrice, PriceList
from hotline.domain.reply_texts import ReplyText, variants_of
from hotline.domain.roles import Role
from hotline.domain.segments import costly_characters, measure, without_costly
from hotline.domain.settings import HotlineSettings
from hotline.domain.subjects import Subject
from hotline.store.incidents import Crowd
from hotline.usecases.incidents.measure_incident import Measured
from hotline.usecases.incidents.show_incident import IncidentView
from hotline.usecases.money.price_replies import Backlogged, Pricing
from hotline.usecases.money.show_budget import Money
from hotline.usecases.reply_texts.cost_text import TextCost
from hotline.usecases.reports.find_names import Names
from hotline.usecases.reports.show_stats import StatsFigures
from hotline.usecases.reports.show_status import Status
from hotline.words import Html, Words
from simulator.chat.rich import read_rich
from tests.support.cast import LINE

F = TypeVar("F", bound=Facts)
EN = Words("en", timezone="Europe/Paris")
FR = Words("fr", timezone="Europe/Paris")
BOTH = (EN, FR)
# A Friday; 17:00 in Paris.
NOW = datetime(2026, 10, 30, 16, 0, tzinfo=UTC)
# What a stranger may write, or call themselves, to break a message.
HOSTILE = "<b>& Co"
ESCAPED = "&lt;b&gt;&amp; Co"
EURO = 1_000_000
MESSAGE, CAPTION = 4096, 1024
MOST_BYTES = 64
# Telegram's own limit on the keyboard under a message.
_MOST_BUTTONS = 100


def language(words: Words) -> str:
    """The name of a case."""
    return words.language


def read(text: str) -> str:
    """A text with plain spaces and apostrophes where French has its own."""
    return text.replace("\u202f", " ").replace("\xa0", " ").replace("’", "'")


def shown(text: str) -> str:
    """What somebody reads of it: without marks."""
    return unescape(re.sub(r"<[^>]*>", "", text))


def labels(screen: Screen) -> list[list[str]]:
    """What its buttons say, row by row."""
    return [[read(button.label) for button in row] for row in screen.rows]


def taps(screen: Screen) -> list[list[str]]:
    """What its buttons send, row by row."""
    return [[button.data for button in row] for row in screen.rows]


def all_taps(screen: Screen) -> list[str]:
    """What its buttons send."""
    return [data for row in taps(screen) for data in row]


def label_of(screen: Screen, data: str) -> str:
    """What the one button says that sends `data`."""
    (label,) = [read(one.label) for row in screen.rows for one in row if one.data == data]
    return label


def check_screen(screen: Screen, *, longest: int = MESSAGE) -> Screen:
    """What holds for every screen: Telegram takes it, and nothing of it is put together badly."""
    assert screen.text.strip()
    # A caption is measured as it is sent, marks and all: see `bot.transport.messenger`.
    length = len(screen.text) if longest == CAPTION else len(shown(screen.text))
    assert length <= longest
    assert not re.search(r"\{\w*\}", shown(screen.text)), "a blank that nothing has filled"
    assert "None" not in shown(screen.text)
    assert "  " not in read(shown(screen.text)), "a blank that is empty"
    assert "&amp;lt;" not in screen.text, "it was escaped twice"
    _Marks().check(screen.text)
    buttons = [button for row in screen.rows for button in row]
    assert len(buttons) <= _MOST_BUTTONS
    assert all(screen.rows), "a row without a button"
    for button in buttons:
        assert 0 < len(button.data.encode()) <= MOST_BYTES, button.data
        assert button.label.strip()
        assert not re.search(r"&\w+;|&#|</|\{|None", button.label), button.label
    return screen


def check_rich(screen: RichScreen) -> RichScreen:
    """What holds for every rich message: Telegram reads it, and it has what `check_screen` asks."""
    read_rich(json.dumps({"html": screen.top + screen.below}), {})
    inside = re.sub(r"<[^>]+>", " ", screen.top + screen.below)
    check_screen(Screen(Html(re.sub(" +", " ", inside)), screen.rows))
    return screen


class _Marks(HTMLParser):
    """Only what Telegram knows, and each mark closed where it should be."""

    _KNOWN = ("b", "s", "blockquote", "tg-spoiler")

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._open: list[str] = []

    def check(self, text: str) -> None:
        self.feed(text)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in self._KNOWN, f"<{tag}>"
        assert not attrs or (tag, attrs) == ("blockquote", [("expandable", None)])
        self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag


def a_backlog(replies: int = 0, micros: int | None = None, unpriced: int = 0) -> Backlogged:
    """Eight cents each."""
    return Backlogged(replies, replies * 80_000 if micros is None else micros, unpriced)


def settings(**changes: Any) -> HotlineSettings:
    """An open hotline of 20 € a day and 200 € in all."""
    ordinary = HotlineSettings(
        mode=Mode.OPEN,
        mode_version=7,
        mode_until=None,
        delay=timedelta(minutes=60),
        expiry=timedelta(hours=24),
        repeat_after=None,
        countries=frozenset({"FR"}),
        home_country="FR",
        currency="EUR",
        budget=Budget(20 * EURO, 200 * EURO),
        margin_percent=10,
        dearest_reply_micros=300_000,
        inbound_warning_micros=10 * EURO,
        language="en",
        timezone="Europe/Paris",
        halt=None,
    )
    return replace(ordinary, **changes)


def organizer(number: int = 1, name: str = "Alice", role: Role = Role.OWNER) -> Organizer:
    """Somebody on the team."""
    return Organizer(number, 1000 + number, name, role)


OWNER = organizer()
ORGANIZER = organizer(3, "Clara", Role.ORGANIZER)
OBSERVER = organizer(4, "Dora", Role.OBSERVER)


def member(who: Organizer = OWNER, **changes: Any) -> Member:
    """Since the 2nd of October, and seen five minutes ago."""
    ordinary = Member(
        organizer=who,
        joined_at=datetime(2026, 10, 2, 8, 30, tzinfo=UTC),
        last_seen_at=NOW - timedelta(minutes=5),
        unreachable_since=None,
        locked_at=None,
        locked_by=None,
    )
    return replace(ordinary, **changes)


def invitation(number: int = 9, role: Role = Role.ORGANIZER) -> Invitation:
    """Good until tomorrow."""
    return Invitation(number, role, OWNER.id, NOW + timedelta(hours=24))


def sender(number: int = 412, **changes: Any) -> Sender:
    """He wrote once, ten minutes ago."""
    ordinary = Sender(
        id=number,
        masked="+33 6•• ••• •78",
        country="FR",
        texts=1,
        calls=0,
        last_seen_at=NOW - timedelta(minutes=10),
        blocked_at=None,
        blocked_until=None,
        blocked_by=None,
        block_note=None,
        blocked_in=None,
        opted_out_at=None,
    )
    return replace(ordinary, **changes)


def reply_text(
    body: str, version: int = 3, code: str = "en", *, at: datetime = NOW - timedelta(days=2)
) -> ReplyText:
    """One version of a reply text."""
    return ReplyText(version, code, version, body, at, OWNER.id)


def cost(body: str = "Respect her choice.", **changes: Any) -> TextCost:
    """A text that is sent to France, at eight cents a segment."""
    variants = variants_of(body)
    longest = max(variants, key=lambda one: measure(one).segments)
    size = measure(longest)
    plain = max(measure(without_costly(one)).segments for one in variants)
    ordinary = TextCost(
        variants=variants,
        size=size,
        costly=costly_characters(longest),
        country="FR",
        micros=80_000 * size.segments,
        dearest_micros=80_000 * size.segments,
        dearest_country="FR",
        most_micros=300_000,
        currency="EUR",
        countries=["FR"],
        plain_segments=plain,
        plain_micros=80_000 * plain,
    )
    return replace(ordinary, **changes)


def price(
    country: str = "FR", listed: int | None = 80_000, fixed: int | None = None, **changes: Any
) -> CountryPrice:
    """Asked for two hours ago."""
    return replace(CountryPrice(country, listed, fixed, NOW - timedelta(hours=2)), **changes)


def money(**changes: Any) -> Money:
    """A quiet day: 0,80 € spent, one reply owed."""
    ordinary = Money(
        settings=settings(),
        day=Figures(800_000, 0, 70_000),
        total=Figures(12 * EURO, 0, 1_400_000),
        planned=a_backlog(1),
        held=a_backlog(),
        days=[],
        days_of_life=40,
        unpriced=0,
        funds=[],
        prices=[price()],
        unplugged=[],
    )
    return replace(ordinary, **changes)


def parts(**ages: timedelta | None) -> list[PartHealth]:
    """All alive, but for those that are named."""
    return [PartHealth(name, ages.get(name, timedelta(seconds=5))) for name in PARTS]


def status(**changes: Any) -> Status:
    """Open; two replies planned, four sent today."""
    ordinary = Status(
        settings=settings(),
        last_inbound_at=NOW - timedelta(minutes=12),
        planned=a_backlog(2),
        held=a_backlog(),
        unknown=0,
        sent_today=4,
        day=Figures(320_000, 80_000, 70_000),
        total=Figures(12 * EURO, 80_000, 1_400_000),
        parts=parts(),
        unplugged=[],
        errands=[],
    )
    return replace(ordinary, **changes)


def incident(**changes: Any) -> Incident:
    """A raid that began half an hour ago and that nobody looks after."""
    onset = NOW - timedelta(minutes=30)
    ordinary = Incident(
        id=3,
        kind=Kind.RAID,
        opened_at=onset + timedelta(minutes=2),
        onset_at=onset,
        closed_at=None,
        alarm={},
        evidence=[],
        raid_chance=0.97,
        kinds=[[onset.isoformat(), Kind.RAID, 0.97]],
        usual_per_minute=0.2,
        peak_per_minute=83.0,
        calm_since=None,
        doubted_since=None,
        last_alarm_at=NOW,
        weighed_at=NOW,
        acknowledged_at=None,
        acknowledged_by=None,
        told_again_at=None,
        dismissed_at=None,
        dismissed_by=None,
        guard_lifted_at=None,
    )
    return replace(ordinary, **changes)


def summary(**changes: Any) -> IncidentSummary:
    """Of a raid that is over."""
    ordinary = IncidentSummary(
        kind=Kind.RAID,
        messages=305,
        senders=41,
        sent=1,
        spent_micros=160_000,
        held=40,
        held_micros=3_200_000,
        dropped=0,
        saved_micros=24 * EURO,
        currency="EUR",
        seconds=3600,
        peak_per_minute=83.0,
    )
    return replace(ordinary, **changes)


def view(
    card: Incident | None = None,
    *,
    held: Backlogged | None = None,
    crowd: Crowd | None = None,
    of_settings: HotlineSettings | None = None,
    **changes: Any,
) -> IncidentView:
    """What the card of an incident shows; a raid that is guarded, where nothing else is said."""
    held = a_backlog(40) if held is None else held
    measured = Measured(
        settings=of_settings or settings(mode=Mode.GUARDED, guard_since=NOW),
        pricing=Pricing(PriceList({"FR": 80_000}), Texts({"en": reply_text("x")}, "en")),
        crowd=crowd or Crowd(41, 38, 305, 9, 262),
        sent=2,
        spent_micros=160_000,
        planned=a_backlog(5),
        held=held,
        dropped=a_backlog(),
        undefended_micros=305 * 80_000,
    )
    ordinary = IncidentView(
        incident=card or incident(),
        measured=measured,
        per_minute=60,
        left_micros=19 * EURO,
        ends_at=None,
        acts=[],
        held=held,
        names={1: "Alice", 2: "Bruno"},
    )
    return replace(ordinary, **changes)


def figures(**changes: Any) -> StatsFigures:
    """Of a day on which one text came, and was answered."""
    ordinary = StatsFigures(
        texts=1,
        calls=0,
        senders=1,
        new_senders=1,
        by_status={"delivered": 1},
        unanswered={},
        spent_micros=80_000,
        inbound_micros=7_500,
        currency="EUR",
    )
    return replace(ordinary, **changes)


# As much as a small team ever had to do with: 9 999,99 €, and replies.
MUCH, MANY = 9_999_990_000, 9_999
# The longest that Telegram's names become here, and as wide as letters are.
LONG_NAME = "W" * 40

# As they are found for a notice.
NAMES = Names(
    timezone="Europe/Paris",
    by_id=1,
    whom_id=3,
    by="Alice",
    inviter="Bruno",
    whom="Clara",
    number=3,
    handle="#412",
    masked="+33 6•• ••• •78",
    body="Respect her choice.",
)
_BY_KEY = {"currency": "EUR", "country": "FR", "line": LINE, "language": "fr", "code": "30008"}


def example_of(facts: type[F], **values: Any) -> F:
    """Facts of this class with ordinary values, but for those that are given by field."""
    types = get_type_hints(facts)
    found = {
        one.name: _example(types[one.name], key_of(one))
        for one in fields(facts)
        if one.default is MISSING and one.default_factory is MISSING
    }
    return facts(**{**found, **values})


def _example(kind: Any, key: str) -> Any:
    origin, of = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        return _example(of[0], key)
    if origin is tuple:
        return (_example(of[0], key),) * 2
    if origin is dict:
        return {}
    if issubclass(kind, Enum):
        return next(iter(kind))
    if kind is str:
        return _BY_KEY.get(key, "FR")
    return {int: 2, float: 1.5, bool: False, datetime: NOW, Subject: subjects.incident(3)}[kind]
