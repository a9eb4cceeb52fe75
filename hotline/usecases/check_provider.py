"""Check the provider: the account, our lines and where they are announced, senders, the balance."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from hotline.domain.balances import EarlierBalance, judge_balance
from hotline.domain.checkups import Check, Finding, advice, fine, unknown, wrong
from hotline.domain.days import day_of
from hotline.domain.errors import DeliveryError
from hotline.domain.lines import (
    Address,
    LineState,
    call_address,
    host_of,
    text_address,
    what_is_amiss,
)
from hotline.domain.senders_allowed import is_number, judge_sender
from hotline.domain.settings import HotlineSettings
from hotline.gateways.outside import Outside
from hotline.gateways.sms import Account
from hotline.store.checkups import earlier_finding
from hotline.store.database import Database
from hotline.store.errands import read_unplugged
from hotline.store.settings import read_settings
from hotline.store.statistics import spent_since
from hotline.usecases.check_store import judge_skew

_WEEK = timedelta(days=7)
# Looked at again within minutes, a balance shows no trend.
_TREND_AFTER = timedelta(hours=12)


@dataclass(frozen=True)
class _Known:
    """What the store knows that the provider's answers are held against."""

    settings: HotlineSettings
    unplugged: frozenset[str]
    week_micros: int
    earlier: EarlierBalance | None


def check_provider(
    outside: Outside, *, database: Database, clock: Callable[[], datetime]
) -> list[Finding]:
    """A request for the account, the balance, each line and each country; about a second each."""
    known = _read(database, clock())
    account = outside.provider.account
    try:
        found = account.read_account()
        skew = _skew(found, clock())
        lines = {line: outside.provider.lines.read_line(line) for line in outside.lines}
        balance = list(_balance(outside, found, known))
        # Each is a request of its own: only once the rest has been answered.
        countries = _countries(outside, known.settings)
    except DeliveryError as error:
        return [_refused(error)]
    return [
        _account(found),
        *(one for line, state in lines.items() for one in _line(line, state, outside, known)),
        *_senders(outside, lines, known.settings),
        *countries,
        *balance,
        *skew,
    ]


def _read(database: Database, now: datetime) -> _Known:
    with database.transaction() as connection:
        settings = read_settings(connection)
        since = now - _WEEK
        spent, inbound = spent_since(connection, day_of(since, settings.timezone), since)
        before = now - _TREND_AFTER
        earlier = earlier_finding(connection, Check.BALANCE, before=before)
        unplugged = frozenset(one.line for one in read_unplugged(connection))
        is_comparable = earlier and earlier[0].get("currency") == settings.currency
        return _Known(
            settings,
            unplugged,
            spent + inbound,
            EarlierBalance(earlier[0]["micros"], earlier[1]) if earlier and is_comparable else None,
        )


def _refused(error: DeliveryError) -> Finding:
    if error.needs_people:
        return wrong(Check.ACCOUNT, "refused", code=error.code)
    return unknown(Check.ACCOUNT, "away", code=error.code)


def _account(account: Account) -> Finding:
    if account.status != "active":
        return wrong(Check.ACCOUNT, "not_active", status=account.status)
    return wrong(Check.ACCOUNT, "trial") if account.is_trial else fine(Check.ACCOUNT)


def _skew(account: Account, now: datetime) -> list[Finding]:
    at = account.answered_at
    return [] if at is None else [judge_skew("provider", at - now)]


def _line(line: str, state: LineState | None, outside: Outside, known: _Known) -> Iterator[Finding]:
    if state is None:
        yield wrong(Check.LINE, "not_ours", line=line)
        return
    yield fine(Check.LINE, line=line) if state.can_text else wrong(Check.LINE, "deaf", line=line)
    url = outside.public_url
    if line in known.unplugged:
        yield advice(Check.TEXTS, "unplugged", line=line)
    else:
        yield _announced(Check.TEXTS, line, state.texts, text_address(url), state.texts_by)
    if state.can_call:
        yield _announced(Check.CALLS, line, state.calls, call_address(url), state.calls_by)


def _announced(check: Check, line: str, found: Address, wanted: Address, by: str) -> Finding:
    if by:
        return wrong(check, by, line=line)
    amiss = what_is_amiss(found, wanted)
    if not amiss:
        return fine(check, line=line)
    if amiss in ("no_retries", "no_fallback"):
        return advice(check, amiss, line=line)
    if amiss == "nowhere" and check is Check.CALLS:
        # Not announced, not answered, not billed; and not counted.
        return advice(check, amiss, line=line)
    return wrong(check, amiss, line=line, host=host_of(found.url))


def _senders(
    outside: Outside, lines: dict[str, LineState | None], settings: HotlineSettings
) -> Iterator[Finding]:
    for sender in (outside.reply_from,) if outside.reply_from else outside.lines:
        if is_number(sender) and sender not in lines:
            state = outside.provider.lines.read_line(sender)
            if state is None or not state.can_text:
                yield wrong(Check.SENDER, "not_ours", sender=sender)
                continue
        yield judge_sender(sender, settings.countries)


def _countries(outside: Outside, settings: HotlineSettings) -> list[Finding]:
    countries, closed = sorted(settings.countries), []
    for country in countries:
        may_text = outside.provider.account.may_text(country)
        if may_text is None:
            # It would not say so of the others either, and each may take half a minute.
            return [unknown(Check.COUNTRIES, "unsaid", countries=countries)]
        if not may_text:
            closed.append(country)
    if not closed:
        return [fine(Check.COUNTRIES, countries=countries)]
    kind = wrong if settings.home_country in closed else advice
    return [kind(Check.COUNTRIES, "closed", countries=closed)]


def _balance(outside: Outside, account: Account, known: _Known) -> Iterator[Finding]:
    balance = outside.provider.account.read_balance()
    if balance is None:
        problem = "of_another" if account.is_part else "unsaid"
        yield unknown(Check.BALANCE, problem)
        return
    settings = known.settings
    yield judge_balance(
        balance,
        currency=settings.currency,
        week_micros=known.week_micros,
        day_cap_micros=settings.budget.day_micros,
        earlier=known.earlier,
    )
