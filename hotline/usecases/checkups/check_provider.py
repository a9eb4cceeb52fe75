"""Check the provider: the account, our lines and their webhooks, sender IDs, the balance."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection

from hotline.domain.balances import EarlierBalance, judge_balance
from hotline.domain.checkups import Check, Finding, advice, fine, unknown, wrong
from hotline.domain.days import day_of
from hotline.domain.errors import DeliveryError
from hotline.domain.line_webhooks import (
    Address,
    LineState,
    call_address,
    find_fault,
    host_of,
    text_address,
)
from hotline.domain.sender_ids import is_number, judge_sender
from hotline.domain.settings import HotlineSettings
from hotline.gateways.checkup_targets import CheckupTargets
from hotline.gateways.sms import Account
from hotline.store.checkups import earlier_finding
from hotline.store.database import Database
from hotline.store.errands import read_unplugged
from hotline.store.ledger import began_at
from hotline.store.settings import read_settings
from hotline.store.statistics import spent_since
from hotline.usecases.checkups.check_store import judge_skew

_DAY, _WEEK = timedelta(days=1), timedelta(days=7)
# Looked at again within minutes, a balance shows no trend.
_TREND_AFTER = timedelta(hours=12)
# Twilio's codes for an account that is there and may not work; most often the balance is used up.
_INACTIVE = ("20005", "10001", "20403", "90010")


@dataclass(frozen=True)
class _Known:
    """What the store knows, to be compared with the provider's answers.

    `pace_micros`: what a day costs. `earlier`: the balance of an earlier check-up.
    """

    settings: HotlineSettings
    unplugged: frozenset[str]
    pace_micros: int
    earlier: EarlierBalance | None


def check_provider(
    targets: CheckupTargets, *, database: Database, clock: Callable[[], datetime]
) -> list[Finding]:
    """Check the account and all that belongs to it.

    Costs one request each for the account, its countries, its balance and each line, about a
    second each. What cannot be asked becomes an `unknown` finding.

    Args:
        clock: is read again after the provider's answer, to compare the two clocks.

    Returns:
        The findings. If the account cannot be read or is not active, there are none about the
        lines, the countries and the balance.
    """
    known = _read(database, clock())
    senders = [judge_sender(one, known.settings.countries) for one in _senders(targets)]
    try:
        account = targets.provider.account.read_account()
    except DeliveryError as error:
        return [_refused(error), *senders]
    skew = _skew(account, clock())
    if account.status != "active":
        return [wrong(Check.ACCOUNT, "not_active", status=account.status), *senders, *skew]
    return [
        wrong(Check.ACCOUNT, "trial") if account.is_trial else fine(Check.ACCOUNT),
        *(found for line in targets.lines for found in _line(line, targets, known)),
        *senders,
        *_asked(Check.SENDER, lambda: _is_ours(targets)),
        *_asked(Check.COUNTRIES, lambda: [_countries(targets, known.settings)]),
        *_asked(Check.BALANCE, lambda: [_balance(targets, account, known)]),
        *skew,
    ]


def _asked(check: Check, ask: Callable[[], Sequence[Finding]]) -> Sequence[Finding]:
    """Ask; if the provider does not answer, only this check is unknown, and the others go on."""
    try:
        return ask()
    except DeliveryError as error:
        return [unknown(check, "unasked", code=error.code)]


def _read(database: Database, now: datetime) -> _Known:
    with database.transaction() as connection:
        settings = read_settings(connection)
        before = now - _TREND_AFTER
        earlier = earlier_finding(connection, Check.BALANCE, before=before)
        is_comparable = earlier and earlier[0].get("currency") == settings.currency
        return _Known(
            settings,
            frozenset(one.line for one in read_unplugged(connection) if one.unplugged_at),
            _pace(connection, settings.timezone, now),
            EarlierBalance(earlier[0]["micros"], earlier[1]) if earlier and is_comparable else None,
        )


def _pace(connection: Connection, timezone: str, now: datetime) -> int:
    """What a day costs, in micros: the last week's average, or the last day if that was dearer."""
    began = max(began_at(connection) or now, now - _WEEK)
    days = max((now - began) / _DAY, 1)
    week = sum(spent_since(connection, day_of(began, timezone), began))
    day = sum(spent_since(connection, day_of(now - _DAY, timezone), now - _DAY))
    return max(round(week / days), day)


def _refused(error: DeliveryError) -> Finding:
    if error.code in _INACTIVE:
        return wrong(Check.ACCOUNT, "not_active", status="suspended")
    if error.needs_people:
        return wrong(Check.ACCOUNT, "refused", code=error.code)
    return unknown(Check.ACCOUNT, "away", code=error.code)


def _skew(account: Account, now: datetime) -> list[Finding]:
    at = account.answered_at
    return [] if at is None else [judge_skew("provider", at - now)]


def _line(line: str, targets: CheckupTargets, known: _Known) -> Sequence[Finding]:
    def ask() -> Sequence[Finding]:
        return list(_about_line(line, targets.provider.lines.read_line(line), targets, known))

    return _asked(Check.LINE, ask)


def _about_line(
    line: str, state: LineState | None, targets: CheckupTargets, known: _Known
) -> Iterator[Finding]:
    if state is None:
        yield wrong(Check.LINE, "not_ours", line=line)
        return
    yield fine(Check.LINE, line=line) if state.can_text else wrong(Check.LINE, "deaf", line=line)
    url = targets.public_url
    if line not in known.unplugged:
        yield _announced(Check.TEXTS, line, state.texts, text_address(url), state.texts_by)
    elif state.texts.url or state.texts_by:
        host = host_of(state.texts.url)
        yield wrong(Check.TEXTS, "still_plugged", line=line, host=host)
    else:
        yield advice(Check.TEXTS, "unplugged", line=line)
    if state.can_call:
        yield _announced(Check.CALLS, line, state.calls, call_address(url), state.calls_by)


def _announced(check: Check, line: str, found: Address, wanted: Address, by: str) -> Finding:
    if by:
        return wrong(check, by, line=line)
    fault = find_fault(found, wanted)
    if not fault:
        return fine(check, line=line)
    if fault in ("no_retries", "no_fallback"):
        return advice(check, fault, line=line)
    if fault == "fallback_elsewhere":
        return advice(check, fault, line=line, host=host_of(found.fallback_url))
    if fault == "nowhere" and check is Check.CALLS:
        # Such calls are not announced and not billed: it is safe, but they are not counted.
        return advice(check, fault, line=line)
    return wrong(check, fault, line=line, host=host_of(found.url))


def _senders(targets: CheckupTargets) -> tuple[str, ...]:
    return (targets.reply_from,) if targets.reply_from else targets.lines


def _is_ours(targets: CheckupTargets) -> Sequence[Finding]:
    """Check that a reply number that is none of our lines belongs to the account."""
    sender = targets.reply_from
    if sender is None or not is_number(sender) or sender in targets.lines:
        return []
    state = targets.provider.lines.read_line(sender)
    is_ours = state is not None and state.can_text
    return [] if is_ours else [wrong(Check.SENDER, "not_ours", sender=sender)]


def _countries(targets: CheckupTargets, settings: HotlineSettings) -> Finding:
    countries = sorted(settings.countries)
    may_text = targets.provider.account.open_countries()
    if may_text is None:
        return unknown(Check.COUNTRIES, "unsaid", countries=countries)
    closed = [one for one in countries if one not in may_text]
    if not closed:
        return fine(Check.COUNTRIES, countries=countries)
    kind = wrong if settings.home_country in closed else advice
    return kind(Check.COUNTRIES, "closed", countries=closed)


def _balance(targets: CheckupTargets, account: Account, known: _Known) -> Finding:
    balance = targets.provider.account.read_balance()
    if balance is None:
        return unknown(Check.BALANCE, "of_another" if account.is_part else "unsaid")
    settings = known.settings
    return judge_balance(
        balance,
        currency=settings.currency,
        pace_micros=known.pace_micros,
        day_cap_micros=settings.budget.day_micros,
        earlier=known.earlier,
    )
