"""Preview the reply text on one's own handset: one SMS, paid from the budget.

The number is typed once, and deleted when a worker takes the preview. Not idempotent: each call
sends and pays one SMS. The team may send ten a day.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from hotline.domain.acts import Act
from hotline.domain.days import day_of
from hotline.domain.eligibility import Rules, why_unreachable
from hotline.domain.errors import RefusedError, RejectedError
from hotline.domain.facts import Facts
from hotline.domain.modes import Mode
from hotline.domain.money import cap_that_breaks
from hotline.domain.numbers import Number, read_dialled
from hotline.domain.people import Organizer
from hotline.domain.refusals import Refusal
from hotline.domain.reply_texts import ReplyText
from hotline.domain.segments import measure
from hotline.domain.settings import HotlineSettings
from hotline.store.database import Database
from hotline.store.ledger import lock_figures, spend
from hotline.store.previews import add_preview, count_previews
from hotline.store.prices import read_prices
from hotline.store.reply_texts import current_text
from hotline.store.senders import find_sender_id, get_sender
from hotline.store.settings import read_settings
from hotline.usecases.acts.record_act import record_act, require_organizer
from hotline.vault import Vault

_MOST_A_DAY = 10


@dataclass(frozen=True)
class PreviewFacts(Facts):
    """Which language was previewed, and what was spent on it."""

    language: str
    micros: int
    currency: str


@dataclass(frozen=True)
class Previewing:
    """The worker will send it. `micros`: what was spent on it."""

    micros: int
    currency: str


def preview_text(
    actor: Organizer,
    language: str,
    dialled: str,
    lines: Sequence[str],
    *,
    database: Database,
    now: datetime,
) -> Previewing:
    """Take the money from the budget and leave the preview to the worker.

    Args:
        dialled: the number as typed; without a country code it is read as one of the home country.
        lines: our lines, at least one; the first sends the preview, unless TWILIO_REPLY_FROM is
            set.

    Raises:
        RejectedError: not_a_handset (unreachable, one of our lines, blocked or opted out)
        RefusedError: not_allowed, suspended_now, no_such_text, preview_unpriced, preview_limit,
            no_money_for_it
    """
    require_organizer(actor)
    with database.transaction() as connection:
        settings = read_settings(connection, for_share=True)
        number = read_dialled(dialled, region=settings.home_country)
        country = _country_of(number, settings.rules(set(lines)))
        if country is None or _wants_nothing(connection, database.vault, number):
            raise RejectedError(Refusal.NOT_A_HANDSET)
        if settings.mode is Mode.SUSPENDED:
            raise RefusedError(Refusal.SUSPENDED_NOW)
        text = current_text(connection, language)
        if text is None:
            raise RefusedError(Refusal.NO_SUCH_TEXT)
        cost = _set_aside(connection, settings, text, country, now)
        day = day_of(now, settings.timezone)
        add_preview(
            connection,
            database.vault,
            number.canonical,
            organizer_id=actor.id,
            text_id=text.id,
            line=lines[0],
            cost_micros=cost,
            day=day,
            created_at=now,
        )
        facts = PreviewFacts(language, cost, settings.currency)
        record_act(connection, Act.PREVIEW_TEXT, actor, now=now, facts=facts)
        return Previewing(cost, settings.currency)


def _country_of(number: Number, rules: Rules) -> str | None:
    """The country of a number that an SMS can reach; otherwise None."""
    return None if why_unreachable(number, rules) else number.country


def _wants_nothing(connection: Connection, vault: Vault, number: Number) -> bool:
    """Whether the number is a sender who said STOP or is blocked: not an organizer's handset."""
    sender_id = find_sender_id(connection, vault, number)
    sender = None if sender_id is None else get_sender(connection, vault, sender_id)
    return sender is not None and (sender.opted_out_at or sender.blocked_at) is not None


def _set_aside(
    connection: Connection, settings: HotlineSettings, text: ReplyText, country: str, now: datetime
) -> int:
    """Spend what the dearest variant costs. No delivery report will correct this amount later."""
    day = day_of(now, settings.timezone)
    segments = max(measure(one).segments for one in text.variants)
    cost = read_prices(connection, settings, now).estimate(country, segments)
    if cost is None:
        raise RefusedError(Refusal.PREVIEW_UNPRICED)
    of_day, total = lock_figures(connection, day)
    if count_previews(connection, day) >= _MOST_A_DAY:
        raise RefusedError(Refusal.PREVIEW_LIMIT, most=_MOST_A_DAY)
    if cap_that_breaks(cost, settings.budget, day=of_day, total=total) is not None:
        raise RefusedError(Refusal.NO_MONEY_FOR_IT, micros=cost, currency=settings.currency)
    spend(connection, day, now, kind="preview", micros=cost)
    return cost
