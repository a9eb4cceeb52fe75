"""The rules say who is owed a reply."""

from datetime import UTC, datetime, timedelta

import pytest

from hotline.domain.eligibility import Rules, Standing, why_no_reply
from hotline.domain.keywords import Keyword
from hotline.domain.modes import Mode
from hotline.domain.numbers import read_number
from hotline.domain.reasons import Reason

NOW = datetime(2026, 10, 30, 16, tzinfo=UTC)
LINE = "+33755501234"
RULES = Rules(Mode.OPEN, frozenset({LINE}), frozenset({"FR", "BE"}))


def decide(raw="+33612345678", standing=None, rules=RULES, keyword=None):
    return why_no_reply(read_number(raw), standing or Standing(), rules, keyword=keyword, now=NOW)


def test_a_mobile_that_never_reached_us_is_owed_a_reply():
    assert decide() is None


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (LINE, Reason.OWN_LINE),
        ("+17378742833", Reason.WITHHELD),
        ("anonymous", Reason.WITHHELD),
        ("36000", Reason.SHORT_CODE),
        ("PROMO", Reason.LETTERS),
        ("0612345678", Reason.INVALID_NUMBER),
        ("+33142345678", Reason.LANDLINE),
        ("+33899701234", Reason.NOT_MOBILE),
        ("+447400123456", Reason.COUNTRY),
    ],
)
def test_a_number_that_cannot_or_may_not_be_texted_is_owed_none(raw, reason):
    assert decide(raw) is reason


@pytest.mark.parametrize(
    ("standing", "keyword", "reason"),
    [
        (Standing(blocked=True), None, Reason.BLOCKED),
        (Standing(opted_out_at=NOW), None, Reason.OPTED_OUT),
        (Standing(), Keyword.STOP, Reason.OPTED_OUT),
        (Standing(), Keyword.HELP, Reason.KEYWORD),
        (Standing(opted_out_at=NOW), Keyword.START, Reason.KEYWORD),
        (Standing(last_planned_at=NOW - timedelta(days=4000)), None, Reason.ALREADY_ANSWERED),
    ],
)
def test_a_sender_is_answered_once_and_never_against_his_will(standing, keyword, reason):
    assert decide(standing=standing, keyword=keyword) is reason


def test_nothing_is_planned_while_the_hotline_is_suspended():
    rules = Rules(Mode.SUSPENDED, RULES.lines, RULES.countries)

    assert decide(rules=rules) is Reason.SUSPENDED


def test_a_raid_does_not_stop_planning_since_the_hour_tells_who_he_is():
    assert decide(rules=Rules(Mode.GUARDED, RULES.lines, RULES.countries)) is None


def test_once_per_so_many_days_begins_again_to_the_second():
    rules = Rules(Mode.OPEN, RULES.lines, RULES.countries, timedelta(days=30))
    thirty_days_ago = Standing(last_planned_at=NOW - timedelta(days=30))
    a_second_less = Standing(last_planned_at=NOW - timedelta(days=30) + timedelta(seconds=1))

    assert decide(rules=rules, standing=thirty_days_ago) is None
    assert decide(rules=rules, standing=a_second_less) is Reason.ALREADY_ANSWERED
