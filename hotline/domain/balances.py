"""Whether the provider's balance is enough.

At zero the provider suspends the whole account, incoming texts too.
"""

from dataclasses import dataclass
from datetime import datetime

from hotline.domain.checkups import Check, Finding, advice, fine, wrong

_FEW_DAYS = 7


@dataclass(frozen=True)
class Balance:
    """What is left on the account, in micros of `currency`."""

    micros: int
    currency: str


@dataclass(frozen=True)
class EarlierBalance:
    """What was left at the last look, in micros."""

    micros: int
    at: datetime


def judge_balance(
    balance: Balance,
    *,
    currency: str,
    pace_micros: int,
    day_cap_micros: int,
    earlier: EarlierBalance | None,
) -> Finding:
    """Judge the balance against the costs of a day.

    `pace_micros`: what a day costs, in and out. `currency`: the hotline's own.
    """
    if balance.currency != currency:
        return wrong(Check.BALANCE, "currency", theirs=balance.currency, ours=currency)
    days = None if pace_micros <= 0 else balance.micros // pace_micros
    facts = {"micros": balance.micros, "currency": balance.currency, "days": days}
    if earlier is not None:
        facts |= {"earlier_micros": earlier.micros, "earlier_at": earlier.at.isoformat()}
    if balance.micros <= 0:
        return wrong(Check.BALANCE, "empty", **facts)
    # A raid can spend the whole day cap in one day, and incoming texts cost extra.
    if balance.micros < day_cap_micros:
        return advice(Check.BALANCE, "under_a_day", cap_micros=day_cap_micros, **facts)
    if days is not None and days < _FEW_DAYS:
        return advice(Check.BALANCE, "few_days", **facts)
    return fine(Check.BALANCE, **facts)
