"""Watch the hotline's health: look at everything by itself, and tell what has become wrong.

**Idempotent:** what was told is not told again while it lasts. **On a crash** the transaction rolls
back, and the next look tells it.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from hotline.domain.checkups import UNWELL, Check, Finding, State, Unwell, findings_from
from hotline.gateways.checkup_targets import CheckupTargets
from hotline.store.checkups import add_own_look, last_own_look
from hotline.store.database import Database
from hotline.store.notices import add_notices
from hotline.usecases.checkups.check_up import check_up

_EVERY = timedelta(hours=6)
# Not told here: people are told of these when they happen, or see them with /doctor.
_TOLD_OTHERWISE = (Check.PARTS, Check.SENDING, Check.PRICES, Check.QUEUE)
# With one of these wrong, no text comes in or no reply leaves: the notice makes a sound.
_GRAVE = (Check.ACCOUNT, Check.TEXTS, Check.ADDRESS, Check.SIGNATURE, Check.BALANCE)
_MOST_TOLD = 6


def find_own_look(*, database: Database, now: datetime) -> bool:
    """Whether it is time for the hotline's own look: every six hours."""
    with database.transaction() as connection:
        last = last_own_look(connection)
    return last is None or now - last[0] >= _EVERY


def watch_health(
    targets: CheckupTargets, *, database: Database, clock: Callable[[], datetime]
) -> list[Finding]:
    """Look at everything, and tell what has become wrong since the last look.

    Returns:
        The findings that are new; empty if nobody is told anything.
    """
    found = check_up(targets, database=database, clock=clock)
    now = clock()
    with database.transaction() as connection:
        before = last_own_look(connection)
        known = findings_from(before[1]) if before else []
        news = [one for one in found if _is_news(one) and _name(one) not in map(_name, known)]
        add_own_look(connection, [one.as_json() for one in [*found, *_unseen(found, known)]], now)
        if news:
            facts = Unwell(tuple(news[:_MOST_TOLD]))
            is_grave = any(one.check in _GRAVE for one in news)
            add_notices(connection, UNWELL, facts, now=now, is_loud=is_grave)
    return news


def _is_news(finding: Finding) -> bool:
    if finding.check in _TOLD_OTHERWISE:
        return False
    is_low = finding.check is Check.BALANCE and finding.state is State.ADVICE
    return finding.state is State.WRONG or is_low or finding.problem == "too_slow"


def _unseen(found: list[Finding], known: list[Finding]) -> list[Finding]:
    """Keep what was wrong at the provider while it does not answer: afterwards it is no news."""
    seen = {one.check for one in found}
    is_away = any(one.check is Check.ACCOUNT and one.state is State.UNKNOWN for one in found)
    return [one for one in known if one.check not in seen and _is_news(one)] if is_away else []


def _name(finding: Finding) -> tuple[str, str, str]:
    return finding.check, finding.problem, str(finding.facts.get("line", ""))
