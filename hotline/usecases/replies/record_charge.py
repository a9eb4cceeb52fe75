"""Replace the estimate of a reply's cost by what the provider charged, however late.

**Idempotent:** a final price is not changed. A failed message keeps its fee if the provider names
no price for it.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from hotline.domain.days import day_of
from hotline.domain.facts import Facts
from hotline.domain.notices import NoticeKind
from hotline.domain.prices import drift_percent
from hotline.domain.replies import LEFT, ReplyStatus
from hotline.domain.reply_lookups import SentSms
from hotline.store.ledger import correct
from hotline.store.notices import add_notices_once
from hotline.store.prices import is_fixed
from hotline.store.replies import ReplyState, change_reply, lock_reply
from hotline.store.settings import read_settings

_DRIFT_TOLD_ABOVE_PERCENT = 10


@dataclass(frozen=True)
class ChargedInAnotherCurrency(Facts):
    """The account's currency, and the hotline's."""

    theirs: str
    ours: str


@dataclass(frozen=True)
class PriceDrift(Facts):
    """A charge differs from the list by `percent`; `is_fixed`: from a price fixed by hand."""

    country: str
    percent: int
    listed_micros: int
    charged_micros: int
    currency: str
    is_fixed: bool = False


CHARGED_IN_ANOTHER_CURRENCY = NoticeKind("charged_in_another_currency", ChargedInAnotherCurrency)
PRICE_DRIFT = NoticeKind("price_drift", PriceDrift)


def record_charge(connection: Connection, reply_id: int, sms: SentSms, *, now: datetime) -> bool:
    """Replace the estimate, inside the caller's transaction; True if the price is final now.

    A charge in another currency cannot replace the estimate: it is told once.
    """
    state = lock_reply(connection, reply_id)
    if state is None or state.priced_at is not None or sms.price_micros is None:
        return False
    if state.status not in LEFT and state.status is not ReplyStatus.FAILED:
        return False
    settings = read_settings(connection)
    if sms.currency != settings.currency:
        facts = ChargedInAnotherCurrency(sms.currency or "", settings.currency)
        key = f"charged_in:{sms.currency}:{settings.currency}"
        add_notices_once(connection, key, CHARGED_IN_ANOTHER_CURRENCY, facts, now=now)
        return False
    charged = sms.price_micros
    if state.status is ReplyStatus.FAILED and not charged:
        charged = state.cost_micros
    if charged != state.cost_micros:
        by_micros = charged - state.cost_micros
        correct(connection, state.id, state.day, now, by_micros=by_micros)
    change_reply(connection, reply_id, now, cost_micros=charged, priced_at=now, look_at=None)
    if state.status in LEFT:
        _tell_drift(connection, state, charged, day_of(now, settings.timezone).isoformat(), now)
    return True


def _tell_drift(
    connection: Connection, state: ReplyState, charged: int, day: str, now: datetime
) -> None:
    if not state.listed_micros:
        return
    percent = drift_percent(state.listed_micros, charged)
    if abs(percent) > _DRIFT_TOLD_ABOVE_PERCENT:
        facts = PriceDrift(
            country=state.country,
            percent=percent,
            listed_micros=state.listed_micros,
            charged_micros=charged,
            currency=read_settings(connection).currency,
            is_fixed=is_fixed(connection, state.country),
        )
        add_notices_once(connection, f"drift:{state.country}:{day}", PRICE_DRIFT, facts, now=now)
